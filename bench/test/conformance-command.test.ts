import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../conformance/main.ts', import.meta.url))
const golden = (name: string): string =>
  fileURLToPath(new URL(`../conformance/golden/${name}.json`, import.meta.url))

const run = (...args: string[]): { lines: string[]; errors: string; status: number | null } => {
  const flags = ['--conditions=@kq/source', '--import', 'tsx']
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, program, ...args], {
    encoding: 'utf8',
  })
  return { lines: stdout.trimEnd().split('\n'), errors: stderr, status }
}

describe('npm run conformance', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'conformance-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  const write = (name: string, text: string): string => {
    const file = path.join(folder, name)
    writeFileSync(file, text)
    return file
  }

  it('replays all golden files where none is named, and ends with 0', () => {
    const { lines, status, errors } = run()
    assert.equal(status, 0, errors)
    assert.equal(lines.length, 19)
    assert.equal(lines.at(-1), '18 passed, 0 failed')
    for (const line of lines.slice(0, -1))
      assert.match(line, /^pass {2}\S+ +loss +\S+ {2}weights +\S+$/)
    assert.match(lines[0], /^pass {2}adam-half-mse {2,}loss +\d\.\de-\d+ {2}weights +\d\.\de-\d+$/)
  })

  it('names the first difference of a file that fails, goes on, and ends with 1', () => {
    const file = JSON.parse(readFileSync(golden('adam-logistic'), 'utf8')) as {
      steps: { loss: number }[]
    }
    file.steps[3].loss *= 1 + 1e-6
    const { lines, status } = run(
      write('changed.json', JSON.stringify(file)),
      golden('sgdm-logistic'),
      golden('units'),
    )
    assert.equal(status, 1)
    assert.match(
      lines[0],
      /^FAIL {2}changed .*first: iteration 3 loss \(1\.0e-6, limit 1\.0e-10\)$/,
    )
    assert.match(lines[1], /^pass {2}sgdm-logistic/)
    assert.match(lines[2], /^pass {2}units .*weights +–$/)
    assert.equal(lines[3], '2 passed, 1 failed')
  })

  it('gives the reason why a file cannot be replayed, and ends with 1', () => {
    const files = {
      'torn.json': ['{"schema": "kbfgs-golden/1", ', /JSON/],
      'other.json': [
        '{"schema": "other/1"}',
        /the schema is "other\/1"; expected one of kbfgs-golden\/1, kbfgs-units\/1/,
      ],
      'bare.json': [
        '{"schema": "kbfgs-golden/1", "name": "bare"}',
        /kbfgs-golden\/1 without algorithm, loss, /,
      ],
      'null.json': ['null', /\S/],
    } as const
    const paths = Object.entries(files).map(([name, [text]]) => write(name, text))
    const { lines, status } = run(...paths, path.join(folder, 'absent.json'))
    assert.equal(status, 1)
    Object.entries(files).forEach(([name, [, reason]], k) => {
      assert.ok(lines[k].startsWith(`FAIL  ${name}  `), lines[k])
      assert.match(lines[k], reason)
    })
    assert.match(lines[4], /^FAIL {2}absent\.json {2}.*ENOENT/)
    assert.equal(lines[5], '0 passed, 5 failed')
  })

  it('takes an engine and a dtype', () => {
    const { lines, status } = run(
      '--engine',
      'host',
      '--dtype',
      'float32',
      golden('kbfgs-logistic'),
    )
    assert.equal(status, 0)
    assert.match(lines[0], /^pass {2}kbfgs-logistic +loss +\d\.\de-\d {2}weights +–$/)
    assert.equal(lines[1], '1 passed, 0 failed')
  })

  for (const [args, reason] of [
    [['--engine', 'abacus'], '--engine is abacus; expected wasm or gpu or native or host'],
    [['--dtype', 'float16'], '--dtype is float16; expected float64 or float32'],
    [['--fast'], "'--fast'"],
    [['--dtype'], '--dtype'],
  ] as const) {
    it(`refuses ${args.join(' ')} with the usage, and ends with 2`, () => {
      const { lines, errors, status } = run(...args)
      assert.equal(status, 2)
      assert.ok(errors.includes(reason), errors)
      assert.ok(errors.includes('npm run conformance -- [--engine wasm|gpu|native|host]'), errors)
      assert.deepEqual(lines, [''])
    })
  }

  it('shows its usage where asked', () => {
    const { lines, status } = run('--help')
    assert.equal(status, 0)
    assert.match(lines[0], /^npm run conformance -- /)
  })
})
