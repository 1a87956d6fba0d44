import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const main = new URL('../src/main.ts', import.meta.url).pathname
const small = ['--dataset', 'curves', '--batch', '100', '--warm-batches', '2']

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** Runs the program; it is sent the signal as soon as standard error matches, or the condition holds. */
function start(
  args: readonly string[],
  interrupt?: RegExp | (() => boolean),
  signal: NodeJS.Signals = 'SIGINT',
): Promise<Ended> {
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let error = ''
  let sent = false
  const send = (): void => {
    if (sent) return
    sent = true
    child.kill(signal)
    child.kill(signal)
  }
  const condition = typeof interrupt === 'function' ? interrupt : undefined
  const poll = condition && setInterval(() => condition() && send(), 5)
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    error += data
    if (interrupt instanceof RegExp && interrupt.test(error)) send()
  })
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearInterval(poll)
      resolve({ code, out, error })
    })
  })
}

/** The tensors of a checkpoint by name, but for the history's, which has seconds in it. */
function tensorsOf(path: string): Record<string, string> {
  const bytes = readFileSync(path)
  const start = 8 + Number(bytes.readBigUInt64LE())
  const { __metadata__: _, ...header } = JSON.parse(bytes.toString('utf8', 8, start)) as Record<
    string,
    { data_offsets: [number, number] }
  >
  return Object.fromEntries(
    Object.entries(header).flatMap(
      ([
        name,
        {
          data_offsets: [begin, end],
        },
      ]) =>
        name.startsWith('position/')
          ? [[name, bytes.subarray(start + begin, start + end).toString('base64')]]
          : [],
    ),
  )
}

/** The columns of metrics that repeat: without seconds. */
const repeatable = (csv: string): string[] =>
  csv
    .trim()
    .split('\n')
    .map((line) => line.split(',').toSpliced(4, 1).join())

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

  it('goes on after SIGTERM and Ctrl-C to the bits, metrics and report of a run that nothing befell', async () => {
    const args = [
      ...['train', ...small, '--optimizer', 'kbfgs,adam', '--epochs', '0.03', '--json'],
      ...['--checkpoint-every', '1', '--keep', '2'],
    ]
    const whole = await start([...args, '--out', join(folder, 'whole')])
    assert.equal(whole.code, 0, whole.error)
    const out = join(folder, 'cut')
    const checkpointed = (method: string) => (): boolean => {
      const [run] = existsSync(out) ? readdirSync(out) : []
      const path = run && join(out, run, 'checkpoints', method)
      return path !== undefined && existsSync(path) && readdirSync(path).length > 0
    }
    const first = await start([...args, '--out', out], checkpointed('kbfgs'), 'SIGTERM')
    assert.equal(first.code, 0, first.error)
    assert.match(first.error, /to go on: npm start -- --resume /)
    const resume = ['--resume', '--out', out, '--json']
    const second = await start(resume, checkpointed('adam'), 'SIGINT')
    assert.equal(second.code, 0, second.error)
    const { runDirectory } = JSON.parse(second.out)
    const saved = readdirSync(join(runDirectory, 'checkpoints/adam'))
    assert.ok(saved.every((name) => name.endsWith('.safetensors')) && saved.length <= 2)
    const third = await start(resume)
    assert.equal(third.code, 0, third.error)
    const directories = [whole, third].map((ended) => JSON.parse(ended.out).runDirectory as string)
    const [expected, actual] = directories
    for (const method of ['kbfgs', 'adam']) {
      const name = join('checkpoints', method, '000000006.safetensors')
      assert.deepEqual(tensorsOf(join(actual, name)), tensorsOf(join(expected, name)))
    }
    const metrics = directories.map((path) => readFileSync(join(path, 'metrics.csv'), 'utf8'))
    const [expectedLines, actualLines] = metrics.map(repeatable)
    // An interruption adds an evaluation where it came.
    const missing = expectedLines.filter((line) => !actualLines.includes(line))
    assert.deepEqual(missing, [])
    const steps = actualLines.filter((line) => line.includes(',step,'))
    assert.equal(steps.length, 12)
    assert.match(readFileSync(join(actual, 'report.html'), 'utf8'), /K-BFGS[\s\S]*Adam/)
    const changed = await start([...resume, '--batch', '50'])
    assert.equal(changed.code, 1)
    assert.match(changed.error, /--batch is 50, .* it is 100/)
  })
})
