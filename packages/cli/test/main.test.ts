import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const main = new URL('../src/main.ts', import.meta.url).pathname
const small = ['--dataset', 'curves', '--batch', '100', '--warm-batches', '2']

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** Runs the program; `interrupt` sends SIGINT as soon as standard error matches. */
function start(args: readonly string[], interrupt?: RegExp): Promise<Ended> {
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let error = ''
  let sent = false
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    error += data
    if (interrupt?.test(error) && !sent) {
      sent = true
      child.kill('SIGINT')
      child.kill('SIGINT')
    }
  })
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, error }))
  })
}

describe('npm start', function () {
  this.timeout(240_000)
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kq-'))
  })

  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('prints one JSON document with --json and leaves metrics, configuration and report', async () => {
    const { code, out, error } = await start([
      ...small,
      '--seconds',
      '1',
      '--json',
      '--out',
      folder,
    ])
    assert.equal(code, 0, error)
    const document = JSON.parse(out)
    assert.deepEqual(Object.keys(document), ['runDirectory', 'results'])
    assert.deepEqual(
      document.results.map(({ optimizer }: { optimizer: string }) => optimizer),
      ['kbfgs', 'adam'],
    )
    for (const result of document.results) {
      assert.deepEqual(Object.keys(result), [
        ...['optimizer', 'epochs', 'iterations', 'seconds', 'trainLoss', 'testLoss'],
      ])
      assert.ok(result.iterations >= 1)
      assert.ok(result.trainLoss > 0 && result.trainLoss < 600)
      assert.ok(result.testLoss > 0 && result.testLoss < 600)
    }
    assert.deepEqual(readdirSync(document.runDirectory).sort(), [
      ...['config.json', 'metrics.csv', 'report.html'],
    ])
    const read = (name: string): string => readFileSync(join(document.runDirectory, name), 'utf8')
    assert.equal(JSON.parse(read('config.json')).batch, 100)
    const evaluations = read('metrics.csv')
      .split('\n')
      .filter((line) => line.includes(',evaluation,'))
    assert.ok(evaluations.length >= 4, 'each method is evaluated before and after')
    assert.match(read('report.html'), /data:image\/png/)
    assert.match(error, /K-BFGS/)
  })

  it('ends cleanly on a doubled Ctrl-C with what there is', async () => {
    const args = [...small, '--seconds', '500', '--json', '--out', folder]
    const { code, out, error } = await start(args, /K-BFGS: .*iteration/)
    assert.equal(code, 0, error)
    const { runDirectory, results } = JSON.parse(out)
    assert.equal(results.length, 1, 'what had not begun is left out')
    assert.ok(results[0].iterations >= 1)
    assert.match(error, /it was asked to stop/)
    assert.ok(readdirSync(runDirectory).includes('report.html'))
  })

  it('says what is wrong with the arguments, on standard error, and ends with 1', async () => {
    const { code, out, error } = await start(['--optimizer', 'kbfsg'])
    assert.equal(code, 1)
    assert.equal(out, '')
    assert.match(error, /Did you mean kbfgs\?/)
  })

  it('names a batch that is larger than the data', async () => {
    const { code, error } = await start([
      '--dataset',
      'curves',
      '--batch',
      '20001',
      '--out',
      folder,
    ])
    assert.equal(code, 1)
    assert.match(error, /--batch is 20001, but curves has only 20000/)
  })

  it('says where it cannot write', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { code, error } = await start([...small, '--seconds', '1', '--out', join(file, 'runs')])
    assert.equal(code, 1)
    assert.match(error, /cannot make the folder .*--out/)
  })
})
