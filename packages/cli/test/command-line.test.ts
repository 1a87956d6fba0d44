import assert from 'node:assert/strict'
import { parseCommandLine, type Settings } from '../src/command-line.ts'

const parse = (...args: string[]): { result: Settings | number; out: string; error: string } => {
  let out = ''
  let error = ''
  const result = parseCommandLine(args, {
    out: (text) => {
      out += text
    },
    error: (text) => {
      error += text
    },
  })
  return { result, out, error }
}

const settings = (...args: string[]): Settings => {
  const { result, error } = parse(...args)
  assert.equal(typeof result, 'object', error)
  return result as Settings
}

describe('parseCommandLine', () => {
  it('trains MNIST by K-BFGS and Adam for 120 seconds each unless told otherwise', () => {
    assert.deepEqual(settings(), {
      dataset: 'mnist',
      optimizer: ['kbfgs', 'adam'],
      epochs: undefined,
      seconds: 120,
      batch: 1000,
      seed: 1,
      dtype: 'float32',
      engine: 'wasm',
      threads: 'auto',
      evaluate: 'subset',
      warmBatches: 10,
      schedule: 'constant',
      clip: undefined,
      patience: undefined,
      onNonFinite: 'throw',
      out: 'runs',
      json: false,
      checkpointEvery: undefined,
      keep: 3,
      resume: undefined,
    })
  })

  it('reads every option', () => {
    const given = settings(
      ...[
        '--dataset',
        'curves',
        '--optimizer',
        'kfac,sgd,kfac',
        '--epochs',
        '2.5',
        '--seconds',
        '3',
      ],
      ...[
        '--batch',
        '10',
        '--seed',
        '-4',
        '--dtype',
        'float64',
        '--engine',
        'host',
        '--threads',
        '2',
        '--evaluate',
        'full',
      ],
      ...['--schedule', 'warm-up:5+step:2', '--clip', '0.5', '--patience', '4'],
      ...['--on-non-finite', 'restore'],
      ...['--warm-batches', 'all', '--out', 'elsewhere', '--json'],
      ...['--checkpoint-every', '50', '--keep', '2'],
    )
    assert.deepEqual(given, {
      dataset: 'curves',
      optimizer: ['kfac', 'sgd'],
      epochs: 2.5,
      seconds: 3,
      batch: 10,
      seed: -4,
      dtype: 'float64',
      engine: 'host',
      threads: 2,
      evaluate: 'full',
      warmBatches: 'all',
      schedule: 'warm-up:5+step:2',
      clip: 0.5,
      patience: 4,
      onNonFinite: 'restore',
      out: 'elsewhere',
      json: true,
      checkpointEvery: 50,
      keep: 2,
      resume: undefined,
    })
  })

  it('tells what is given beside --resume, with a folder or without', () => {
    assert.deepEqual(settings('--resume', 'runs/x', '--epochs', '2').resume, {
      path: 'runs/x',
      given: ['epochs'],
    })
    assert.deepEqual(settings('--resume', '--json').resume, { path: undefined, given: ['json'] })
  })

  it('has no limit of time where epochs are given alone', () => {
    assert.equal(settings('--epochs', '2').seconds, undefined)
  })

  it('prints its help and ends with 0', () => {
    const { result, out } = parse('--help')
    assert.equal(result, 0)
    for (const flag of ['--dataset', '--optimizer', '--seconds', '--json'])
      assert.ok(out.includes(flag))
  })

  for (const [args, expected] of [
    [['--sedonds', '3'], /unknown option '--sedonds'[^]*--seconds/],
    [['--dataset', 'mnsit'], /Did you mean mnist\?/],
    [['--optimizer', 'adam,kbgfs'], /Did you mean kbfgs\?/],
    [['--dtype', 'float16'], /Expected one of float32, float64/],
    [['--evaluate', 'ful'], /Did you mean full\?/],
    [['--seconds', '0'], /Expected a number above 0/],
    [['--seconds', ''], /Expected a number above 0/],
    [['--seconds', 'Infinity'], /Expected a number above 0/],
    [['--batch', '1.5'], /Expected a whole number of at least 1/],
    [['--warm-batches', 'some'], /Expected a whole number of at least 1, or all/],
    [['--seed', 'x'], /Expected a whole number/],
    [['--schedule', 'cosin:3'], /Did you mean cosine\?/],
    [['--schedule', 'step'], /Expected step:EPOCHS/],
    [['--clip', '0'], /Expected a number above 0/],
    [['--patience', '0'], /Expected a whole number of at least 1/],
    [['--on-non-finite', 'skp'], /Did you mean skip\?/],
    [['mnist'], /too many arguments/],
  ] as const) {
    it(`refuses ${args.join(' ')}`, () => {
      const { result, error } = parse(...args)
      assert.equal(result, 1)
      assert.match(error, expected)
    })
  }
})
