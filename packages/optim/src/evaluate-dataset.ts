import { gatherRows } from '@kq/data/gather-rows'
import type { Dataset, Samples } from '@kq/data/dataset'
import { concat } from '@kq/linalg/concat'
import type { Engine } from '@kq/linalg/engine'
import { dot } from '@kq/linalg/inner-products'
import type { Matrix } from '@kq/linalg/matrix'
import { read } from '@kq/linalg/read'
import { free, scope, track } from '@kq/linalg/scope'
import { forward } from '@kq/nn/forward'
import type { Layer } from '@kq/nn/layer'
import type { Loss } from '@kq/nn/loss'
import type { Batch } from './evaluate-model.ts'
import type { Matrices } from './evaluation.ts'

/** How a model does on a data set. */
export interface Score {
  /** Mean loss of a sample, plus (τ/2) Σ θ² where the training has such a penalty. */
  readonly loss: number
  /** The loss's own measure of error: squared error of an output, or the share misclassified. */
  readonly error: number
}

/** Uploads the rows of a data set; an autoencoder's targets are its inputs, uploaded once. */
export function uploadBatch(
  engine: Engine,
  { inputs, targets }: Dataset,
  rows: Uint32Array,
): Batch {
  const upload = (samples: Samples): Matrix =>
    track(
      engine.upload(gatherRows(samples, rows).data, {
        rows: rows.length,
        columns: samples.columns,
      }),
    )
  const x = upload(inputs)
  return { inputs: x, targets: targets ? upload(targets) : x }
}

/** The rows from `start`, at most `count`, below `end`. */
export const consecutive = (start: number, count: number, end: number): Uint32Array =>
  Uint32Array.from({ length: Math.min(count, end - start) }, (_, k) => start + k)

/** (τ/2) Σ θ². */
export async function penalty(parameters: Matrices, l2: number): Promise<number> {
  if (l2 === 0) return 0
  const squares = scope(() => concat('columns', ...Object.values(parameters).map((p) => dot(p, p))))
  const values = await read(squares)
  free(squares)
  return (l2 / 2) * Array.from(values).reduce((sum, value) => sum + value, 0)
}

/**
 * Scores a model on the first `rows` rows of a data set, in chunks.
 *
 * @param l2 - τ of the penalty that is added to the loss
 */
export async function evaluateDataset(
  {
    model,
    loss,
    engine,
    parameters,
  }: {
    readonly model: Layer
    readonly loss: Loss
    readonly engine: Engine
    readonly parameters: Matrices
  },
  dataset: Dataset,
  {
    rows = dataset.inputs.rows,
    chunk = 1000,
    l2 = 0,
  }: { rows?: number; chunk?: number; l2?: number } = {},
): Promise<Score> {
  const total = Math.min(rows, dataset.inputs.rows)
  let lossSum = 0
  let errorSum = 0
  for (let start = 0; start < total; start += chunk) {
    const indices = consecutive(start, chunk, total)
    const figures = scope(() => {
      const { inputs, targets } = uploadBatch(engine, dataset, indices)
      const { output } = forward(model, parameters, inputs)
      const error = loss.error(output.value, targets)
      return concat('columns', loss.apply(output, targets).value, error)
    })
    const [chunkLoss = Number.NaN, chunkError = Number.NaN] = await read(figures)
    free(figures)
    lossSum += chunkLoss * indices.length
    errorSum += chunkError * indices.length
  }
  return { loss: lossSum / total + (await penalty(parameters, l2)), error: errorSum / total }
}
