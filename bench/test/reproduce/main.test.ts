import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeMat } from '../../../packages/data/test/support/write-mat.ts'

const main = new URL('../../reproduce/main.ts', import.meta.url).pathname

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** Runs the program; `interrupt` sends SIGINT as soon as standard output matches. */
function start(args: readonly string[], interrupt?: RegExp): Promise<Ended> {
  const child = spawn(process.execPath, [...process.execArgv, main, ...args])
  let [out, error] = ['', '']
  let sent = false
  child.stdout.on('data', (data) => {
    out += data
    if (interrupt?.test(out) && !sent) sent = child.kill('SIGINT') && child.kill('SIGINT')
  })
  child.stderr.on('data', (data) => {
    error += data
  })
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, error }))
  })
}

describe('npm run reproduce', function () {
  this.timeout(120_000)
  let folder: string

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kq-'))
    const images = (name: string, rows: number) => ({
      name,
      dims: [rows, 784],
      data: Uint8Array.from({ length: rows * 784 }, (_, i) => Number(i % 7 === 0)),
    })
    const file = writeMat([images('bdata', 2000), images('bdatatest', 100)], { compressed: true })
    writeFileSync(join(folder, 'digs3pts_1.mat'), file)
  })

  after(() => rmSync(folder, { recursive: true }))

  const run = (seeds: number, seconds: number, interrupt?: RegExp): Promise<Ended> =>
    start(
      [
        ...[
          '--data',
          join(folder, 'digs3pts_1.mat'),
          '--part',
          'comparison',
          '--seeds',
          `${seeds}`,
        ],
        ...['--only', 'curves-original/adam', '--seconds', `${seconds}`, '--threads', '1'],
        ...['--out', join(folder, 'cells')],
      ],
      interrupt,
    )
  const files = (): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /cells.*\./.test(name))
      .sort()

  it('drops an unfinished cell on Ctrl-C, keeps finished ones and never runs them again', async () => {
    const stopped = await run(2, 30, /iteration/)
    assert.equal(stopped.code, 130, stopped.error)
    assert.match(stopped.out, /Stopped; the cell in progress was dropped/)
    assert.deepEqual(files(), [])

    const one = await run(1, 0.2)
    assert.equal(one.code, 0, one.error)
    const base = 'cells/curves-original/adam/lr0.001-epsilon0.001'
    assert.deepEqual(files(), [`${base}-seed1-0.2s.csv`, `${base}-seed1-0.2s.json`])
    const written = statSync(join(folder, files()[1])).mtimeMs

    const rest = await run(2, 0.2)
    assert.equal(rest.code, 0, rest.error)
    assert.match(rest.out, /2\/2 .* curves-original\/adam\/.*-seed2-0\.2s: \d+ %/)
    assert.match(rest.out, /Done: 2 of 2 cells are finished/)
    assert.equal(files().length, 4)
    assert.equal(statSync(join(folder, files()[1])).mtimeMs, written)

    const again = await run(2, 0.2)
    assert.match(again.out, /Nothing to do: 2 of 2 cells are finished/)
  })

  it('shares the cells with the same command beside it', async () => {
    const both = await Promise.all([run(6, 0.4), run(6, 0.4)])
    const ran = both.map(({ code, out, error }) => {
      assert.equal(code, 0, error)
      assert.match(out, /6 of 6 cells are finished/)
      return [...out.matchAll(/-seed(\d)-0\.4s: train/g)].map(([, seed]) => seed)
    })
    assert.deepEqual(ran.flat().sort(), ['1', '2', '3', '4', '5', '6'])
    assert.deepEqual(
      files().filter((name) => name.endsWith('.running')),
      [],
    )
  })

  it('lists cells without running them', async () => {
    const { code, out } = await start([
      '--list',
      '--only',
      'mnist/kbfgs',
      '--out',
      join(folder, 'none'),
    ])
    assert.equal(code, 0)
    assert.match(out, /^missing {2}mnist\/kbfgs\/lr0\.3-lambda0\.3-seed1-10epochs$/m)
    assert.match(out, /^\d+ of \d+ cells are missing \(about \d+ h/m)
    assert.doesNotMatch(out, /kbfgs-l|adam/)
  })

  it('says what is wrong', async () => {
    const { code, error } = await start(['--only', 'mnst'])
    assert.equal(code, 1)
    assert.match(error, /^--only is mnst; .*Did you mean mnist\?/)
  })
})
