import { gatherRows } from '@kq/data/gather-rows'
import type { Dataset, Samples } from '@kq/data/dataset'
import { concat } from '@kq/linalg/concat'
import type { Engine } from '@kq/linalg/engine'
import { dot } from '@kq/linalg/inner-products'
import type { Matrix } from '@kq/linalg/matrix'
import { read } from '@kq/linalg/read'
import { free, scope, track } from '@kq/linalg/scope'
import { slice } from '@kq/linalg/slice'
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

/**
 * Uploads rows of a data set, batch after batch, by way of arrays that it keeps; an autoencoder's
 * targets are its inputs, uploaded once.
 *
 * @param homogeneous - whether ones are appended to the inputs on the way
 */
export function batchUploader(
  engine: Engine,
  { inputs, targets }: Dataset,
  homogeneous: boolean = false,
): (rows: Uint32Array) => Batch {
  const uploader = (samples: Samples, ones: boolean): ((rows: Uint32Array) => Matrix) => {
    let room: Samples['data'] | undefined
    return (rows) => {
      const width = samples.columns + Number(ones)
      const gathered = gatherRows(
        samples,
        rows,
        room && room.length >= rows.length * width ? room : undefined,
        ones,
      )
      if (room === undefined || gathered.data.buffer !== room.buffer) room = gathered.data
      return track(engine.upload(gathered.data, { rows: rows.length, columns: width }))
    }
  }
  const uploadInputs = uploader(inputs, homogeneous)
  const uploadTargets = targets && uploader(targets, false)
  return (rows) => {
    const x = uploadInputs(rows)
    const values = homogeneous ? slice(x, { columnEnd: inputs.columns }) : x
    return { inputs: x, targets: uploadTargets?.(rows) ?? values, homogeneous }
  }
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
  const homogeneous = model.homogeneousInput ?? false
  const upload = batchUploader(engine, dataset, homogeneous)
  const total = Math.min(rows, dataset.inputs.rows)
  let lossSum = 0
  let errorSum = 0
  for (let start = 0; start < total; start += chunk) {
    const indices = consecutive(start, chunk, total)
    const figures = scope(() => {
      const { inputs, targets } = upload(indices)
      const { output } = forward(model, parameters, inputs, { homogeneous })
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
