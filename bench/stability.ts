import type { Engine } from '@kq/linalg/engine'
import { engineText, openEngine } from '@kq/linalg/open-engine'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import { kbfgs, kbfgsL } from '@kq/optim/kbfgs'
import { Trainer } from '@kq/optim/trainer'
import { engines } from '@kq/cli/engines'
import { type Bench, type BenchRow, named } from './bench.ts'
import { mnist } from './mnist.ts'
import { weightsDigest } from './weights-digest.ts'

/*
 * Does K-BFGS survive at the paper's own setting on MNIST (α = λ = 0.3, batch 1000, float32)? The
 * authors' program does not for most seeds; the safeguard is there to cure that.
 */

const list = (value: string | boolean | undefined, fallback: string): string[] =>
  (typeof value === 'string' ? value : fallback).split(',')

const methods = { kbfgs, 'kbfgs-l': kbfgsL }

interface Run {
  readonly method: keyof typeof methods
  readonly seed: number
  readonly safeguard: boolean
  readonly iterations: number
  readonly warmBatches: number | 'all'
}

interface StabilityRow extends BenchRow {
  readonly iterations: number
  readonly untrainedLoss: number
  /** Of the last batch, at the parameters that the last step proposed. */
  readonly lossAfterLastStep: number
  readonly highestLoss: number
  readonly rejectedSteps: number
  readonly secondsPerIteration: number
  /** `finished`, or what ended the run. */
  readonly end: string
  /** A digest of the weights: equal for any number of threads. */
  readonly weights: string
}

async function train(
  engine: Engine,
  { method, seed, safeguard, iterations, warmBatches }: Run,
): Promise<StabilityRow> {
  const optimizer = methods[method]({ onLossIncrease: safeguard ? 'reject' : 'accept' })
  const { train } = await mnist()
  const trainer = new Trainer({
    model: mlp([784, 1000, 500, 250, 30, 250, 500, 1000, 784], {
      activation: ['relu', 'relu', 'relu', 'linear', 'relu', 'relu', 'relu', 'linear'],
    }),
    loss: logisticLoss,
    optimizer,
    engine,
    train,
    batchSize: 1000,
    batching: 'reference',
    seed,
    warmBatches,
  })
  const untrained = await trainer.evaluate(train, 2000)
  let end = 'finished'
  try {
    await trainer.fit({ iterations, evaluate: false })
  } catch (error) {
    end = (error as Error).message
  }
  const losses = trainer.steps.map(({ loss }) => loss)
  const row: StabilityRow = {
    bench: 'stability',
    case: `${optimizer.name} seed ${seed} safeguard ${safeguard ? 'on' : 'off'}`,
    method: optimizer.name,
    engine: engine.name,
    seed,
    safeguard,
    iterations: losses.length,
    untrainedLoss: untrained.loss,
    lossAfterLastStep: trainer.steps.at(-1)?.trialLoss ?? Number.NaN,
    highestLoss: Math.max(...losses),
    rejectedSteps: trainer.rejectedSteps,
    secondsPerIteration: trainer.seconds / Math.max(1, losses.length),
    end,
    weights: await weightsDigest(trainer),
    losses,
  }
  trainer.dispose()
  return row
}

/** `npm run bench -- stability`. */
export const stabilityBench: Bench = {
  name: 'stability',
  summary: 'K-BFGS on MNIST at the paper’s setting, seed by seed, with and without the safeguard',
  options: {
    seeds: { type: 'string' },
    iterations: { type: 'string' },
    method: { type: 'string' },
    safeguard: { type: 'string' },
    'warm-batches': { type: 'string' },
    engine: { type: 'string' },
    threads: { type: 'string' },
  },
  async run(values) {
    const rows: BenchRow[] = []
    const warm = values['warm-batches']
    const threads = values.threads === undefined ? 'auto' : Number(values.threads)
    const kinds = named('--engine', engines, values.engine ?? 'wasm')
    const { engine, report } = await openEngine({ engines: kinds, threads })
    console.log(engineText(report))
    for (const method of list(values.method, 'kbfgs') as (keyof typeof methods)[]) {
      named('--method', methods, method)
      for (const seed of list(values.seeds, '1,2,3').map(Number)) {
        for (const safeguard of list(values.safeguard, 'on,off')) {
          const row = await train(engine, {
            method,
            seed,
            safeguard: safeguard === 'on',
            iterations: Number(values.iterations ?? 40),
            warmBatches: warm === undefined || warm === 'all' ? 'all' : Number(warm),
          })
          rows.push(row)
          console.log(
            `${row.case}: untrained ${row.untrainedLoss.toFixed(1)}, after ${row.iterations} iterations ` +
              `${row.lossAfterLastStep.toFixed(1)} (highest ${row.highestLoss.toFixed(1)}), ` +
              `${row.rejectedSteps} rejected, ${row.secondsPerIteration.toFixed(1)} s/iteration; ${row.end}`,
          )
        }
      }
    }
    return rows
  },
}
