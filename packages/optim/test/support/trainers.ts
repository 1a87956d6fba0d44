import type { Dataset, Samples } from '@kq/data/dataset'
import { hostEngine } from '@kq/linalg/host'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import { kbfgs } from '../../src/kbfgs.ts'
import { Trainer, type TrainerOptions } from '../../src/trainer.ts'
import { normalRows } from './problems.ts'
import { download, type Values } from './values.ts'

/** Rows as samples. */
export const samplesOf = (rows: readonly (readonly number[])[]): Samples => ({
  data: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
})

/** Twelve samples of three inputs, and two targets that are smooth functions of them. */
export const smooth: Dataset = (() => {
  const inputs = normalRows(12, 3, 1)
  const targets = inputs.map(([a, b, c]) => [Math.sin(a) + b, a * 0.5 - c])
  return { name: 'smooth', inputs: samplesOf(inputs), targets: samplesOf(targets) }
})()

/** A trainer of a network 3-4-2 by K-BFGS on three batches of four samples, in order. */
export const trainerOf = (changed: Partial<TrainerOptions> = {}): Trainer =>
  new Trainer({
    model: mlp([3, 4, 2], { activation: 'tanh' }),
    loss: halfMseLoss,
    optimizer: kbfgs({ learningRate: 0.1 }),
    engine: hostEngine({ poison: true }),
    train: smooth,
    batchSize: 4,
    batching: 'sequential',
    seed: 1,
    ...changed,
  })

/** Parameters and state of a trainer as plain arrays. */
export const snapshotOf = async (
  trainer: Trainer,
): Promise<{ parameters: Values; state: Values; step: number }> => ({
  parameters: await download(trainer.parameters),
  state: await download(trainer.state.matrices),
  step: trainer.state.step,
})
