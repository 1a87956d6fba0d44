/**
 * A training in a file: safetensors with every matrix, and all else as JSON in `__metadata__`.
 *
 * Metadata, all of them texts: `format` is `kq-checkpoint`, `version` 2; `architecture`, `method`,
 * `options` and `dtype` (JSON) are what a training must share to go on; `training` (JSON) has the position,
 * with `{ "$matrix": NAME }` where the tensor NAME belongs. The last tensor holds checksums.
 */
import type { ByteSource } from '@kq/data/byte-source'
import type { Floats } from '@kq/linalg/dtype'
import type { Engine } from '@kq/linalg/engine'
import type { Matrix } from '@kq/linalg/matrix'
import { free } from '@kq/linalg/scope'
import type { Layer } from '@kq/nn/layer'
import { CheckpointError } from './checkpoint-error.ts'
import { openChecked, writeChecked } from './internal/checked-tensors.ts'
import { type PlainData, putTogether, takeApart } from './internal/plain-data.ts'
import type { Optimizer } from './optimizer.ts'
import type { MatrixValues, Position } from './snapshot.ts'
import { architecture, type Training, trainingDifference } from './internal/training-difference.ts'

export type { PlainData } from './internal/plain-data.ts'

const format = 'kq-checkpoint'
const version = '2'

/** What a training is of: a trainer has it all. */
export interface CheckpointSubject {
  readonly model: Layer
  readonly optimizer: Optimizer
  readonly engine: Engine
}

const trainingOf = ({ model, optimizer, engine }: CheckpointSubject): Training => ({
  architecture: architecture(model),
  method: optimizer.name,
  options: optimizer.options,
  dtype: engine.dtype,
})

/**
 * A checkpoint piece by piece. Matrices on an engine are read when their turn comes and dropped once
 * their piece was taken, so that there is never a copy of all of them: write each piece before the
 * next, and let the training stand still meanwhile.
 *
 * @param position - a trainer's `position`, or a snapshot
 * @param extra - what else shall be kept, as plain data: a history, settings
 *
 * @example
 * ```ts
 * import { bytesSource } from '@kq/data/byte-source'
 * import { hostEngine } from '@kq/linalg/host'
 * import { halfMseLoss } from '@kq/nn/half-mse-loss'
 * import { mlp } from '@kq/nn/mlp'
 * import { readCheckpoint, writeCheckpoint } from '@kq/optim/checkpoint'
 * import { kbfgs } from '@kq/optim/kbfgs'
 * import { Trainer } from '@kq/optim/trainer'
 *
 * const subject = {
 *   model: mlp([1, 4, 1], { activation: 'tanh' }),
 *   optimizer: kbfgs(),
 *   engine: hostEngine(),
 * }
 * const inputs = { data: new Float32Array([0, 1, 2, 3]), rows: 4, columns: 1 }
 * const options = { ...subject, loss: halfMseLoss, train: { name: 'x', inputs }, batchSize: 2 }
 *
 * const trainer = new Trainer(options)
 * const file: number[] = []
 * await trainer.fit({
 *   epochs: 1,
 *   checkpointEvery: 2,
 *   onCheckpoint: async () => {
 *     for await (const piece of writeCheckpoint(trainer.position, subject)) file.push(...piece)
 *   },
 * })
 *
 * const { position } = await readCheckpoint(bytesSource(Uint8Array.from(file)), subject)
 * await new Trainer({ ...options, from: position }).fit({ epochs: 1 })
 * ```
 */
export function writeCheckpoint(
  position: Position<Matrix | MatrixValues>,
  subject: CheckpointSubject,
  extra: PlainData = null,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { json, tensors } = takeApart({ position, extra })
  const training = trainingOf(subject)
  const widest = tensors.toSorted((one, other) => width(other.dtype) - width(one.dtype))
  return writeChecked(widest, {
    format,
    version,
    architecture: JSON.stringify(training.architecture),
    method: training.method,
    options: takeApart(training.options).json,
    dtype: training.dtype,
    training: json,
  })
}

/** Bits of an element. Wide ones come first, so that each begins at a multiple of its own size. */
const width = (dtype: string): number => Number(dtype.slice(1))

/** The matrices that a trainer computes with; all others stay on the host. */
const onEngine = /^position\/(parameters|state\/matrices)\//

/** A training as it was saved. */
export interface Checkpoint {
  /** For `from` of a trainer; parameters and state are on the engine and belong to the caller. */
  readonly position: Position<Matrix>
  readonly extra: PlainData
}

/**
 * Reads a checkpoint, each matrix to the engine before the next: there is never a copy of all of them
 * on the host. Nothing stays on the engine where it throws.
 *
 * @throws CheckpointError where a bit of the file is not what was written, or where the architecture,
 * method, options or number format are others; its message says what differs. {@link writeCheckpoint} has
 * an example
 */
export async function readCheckpoint(
  source: ByteSource,
  subject: CheckpointSubject,
): Promise<Checkpoint> {
  const { engine } = subject
  const file = await openChecked(source)
  const { metadata } = file
  if (metadata.format !== format) {
    throw new CheckpointError('damaged', 'it is no checkpoint of a training', source.name)
  }
  if (metadata.version !== version) {
    throw new CheckpointError(
      'version',
      `it is of version ${metadata.version}, and this program reads version ${version}: use the program that wrote it`,
      source.name,
    )
  }
  const saved: Training = {
    architecture: JSON.parse(metadata.architecture) as string[],
    method: metadata.method,
    options: (await putTogether(metadata.options, noArrays)) as Training['options'],
    dtype: metadata.dtype,
  }
  const difference = trainingDifference(saved, trainingOf(subject))
  if (difference) throw new CheckpointError(difference.problem, difference.message, source.name)
  const shapes = new Map(file.tensors.map(({ name, shape }) => [name, shape]))
  const uploaded: Matrix[] = []
  try {
    const { position, extra } = (await putTogether(metadata.training, {
      array: file.read,
      async matrix(name) {
        const values = (await file.read(name)) as Floats
        const [rows, columns] = shapes.get(name) as readonly number[]
        if (!onEngine.test(name)) return { rows, columns, values }
        const matrix = engine.upload(values, { rows, columns })
        uploaded.push(matrix)
        return matrix
      },
    })) as Partial<Checkpoint>
    return { position: position as Checkpoint['position'], extra }
  } catch (error) {
    free(uploaded)
    throw error
  }
}

const never = (): Promise<never> => Promise.reject(new TypeError('options hold no arrays'))
const noArrays = { matrix: never, array: never }
