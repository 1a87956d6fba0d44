import { matrix } from '@kq/linalg/as-matrix'
import type { Engine } from '@kq/linalg/engine'
import { createRandom } from '@kq/linalg/random'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import type { Layer } from '@kq/nn/layer'
import { logisticLoss } from '@kq/nn/logistic-loss'
import type { Loss } from '@kq/nn/loss'
import { mlp } from '@kq/nn/mlp'
import { evaluateModel } from '../../src/evaluate-model.ts'
import type { Evaluate } from '../../src/evaluation.ts'
import { type Values, valuesOf } from './values.ts'

type Rows = readonly (readonly number[])[]

/** A network, its loss, where it starts and the batches that it sees in turn. */
export interface Problem {
  readonly model: Layer
  readonly loss: Loss
  readonly initial: Values
  readonly batches: readonly { readonly inputs: Rows; readonly targets: Rows }[]
}

/** Normal numbers, the same for the same seed. */
export function normalRows(rows: number, columns: number, seed: number, scale = 1): number[][] {
  const random = createRandom(seed)
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => scale * random.normal()),
  )
}

/** Uniform numbers on [0, 1). */
export function uniformRows(rows: number, columns: number, seed: number): number[][] {
  const random = createRandom(seed)
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.uniform()))
}

/** An autoencoder 6-5-3-6 on two batches of five samples, with the logistic loss. */
export const autoencoder: Problem = {
  model: mlp([6, 5, 3, 6], { activation: ['relu', 'linear', 'linear'] }),
  loss: logisticLoss,
  initial: valuesOf({
    '0.W': normalRows(5, 7, 1, 0.5),
    '2.W': normalRows(3, 6, 2, 0.5),
    '4.W': normalRows(6, 4, 3, 0.5),
  }),
  batches: [4, 5].map((seed) => {
    const inputs = uniformRows(5, 6, seed)
    return { inputs, targets: inputs }
  }),
}

/** Least squares in 4×3 unknowns with a unique solution: convex. */
export const leastSquares: Problem = {
  model: mlp([3, 4], { activation: 'linear' }),
  loss: halfMseLoss,
  initial: valuesOf({ '0.W': normalRows(4, 4, 6) }),
  batches: [{ inputs: normalRows(12, 3, 7), targets: normalRows(12, 4, 8) }],
}

/** The evaluation of a batch. Its matrices belong to the enclosing scope; samples are the batch's own. */
export function evaluateBatch(problem: Problem, engine: Engine, index: number): Evaluate {
  const { model, loss, batches } = problem
  const { inputs, targets } = batches[index % batches.length]
  const random = createRandom(index)
  return evaluateModel(
    { model, loss, sampleTargets: (output) => loss.sample(output, random) },
    { inputs: matrix(inputs, engine), targets: matrix(targets, engine) },
  )
}
