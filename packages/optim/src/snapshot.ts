import type { BatchesState } from '@kq/data/batches'
import type { Floats } from '@kq/linalg/dtype'
import type { Engine } from '@kq/linalg/engine'
import { isMatrix, type Matrix } from '@kq/linalg/matrix'
import type { RandomState } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import type { Matrices } from './evaluation.ts'
import type { Progress } from './internal/progress.ts'
import type { OptimizerState } from './optimizer.ts'

/** A matrix on the host, row-major. */
export interface MatrixValues {
  readonly rows: number
  readonly columns: number
  readonly values: Floats
}

/** Named matrices on the host. */
export type NamedValues = Readonly<Record<string, MatrixValues>>

/**
 * All that a training has come to after some step: plain data but for its matrices, which are on an
 * engine (`Matrix`) or on the host ({@link MatrixValues}).
 */
export interface Position<M> {
  /** The optimizer's name. */
  readonly method: string
  /** Steps taken. */
  readonly iteration: number
  /** Of training, up to that step. */
  readonly seconds: number
  readonly rejectedSteps: number
  readonly rejectedInARow: number
  readonly parameters: Readonly<Record<string, M>>
  /** What the optimizer remembers. */
  readonly state: Omit<OptimizerState, 'matrices'> & {
    readonly matrices: Readonly<Record<string, M>>
  }
  /** The order of batches, and where it stands. */
  readonly batches: BatchesState
  /** The stream of sampled targets. */
  readonly sampling: RandomState
  /** What evaluations and steps that failed have come to; nothing yet where left out. */
  readonly progress?: Progress
  /** Left out where none is kept. */
  readonly best?: BestModel
}

/** The parameters of the lowest loss. */
export interface BestModel {
  readonly iteration: number
  readonly epoch: number
  readonly loss: number
  readonly parameters: NamedValues
}

/**
 * A position on the host: it outlives the engine that it was read from, and a trainer goes on from it
 * on any engine.
 */
export interface Snapshot extends Position<MatrixValues> {}

/** Whether a position is on the host. */
export const isSnapshot = (position: Position<Matrix> | Snapshot): position is Snapshot =>
  !Object.values(position.parameters).some(isMatrix)

/** Copies of named matrices on the host. All are asked for at once, and waited for together. */
export async function download(matrices: Matrices): Promise<NamedValues> {
  const all = Object.entries(matrices).map(async ([name, matrix]) => {
    const { rows, columns } = matrix
    return [name, { rows, columns, values: await read(matrix) }] as const
  })
  return Object.fromEntries(await Promise.all(all))
}

/** Named matrices on an engine; they belong to the caller. Those that are there already stay as they are. */
export const upload = (
  named: Readonly<Record<string, Matrix | MatrixValues>>,
  engine: Engine,
): Matrices =>
  Object.fromEntries(
    Object.entries(named).map(([name, value]) => {
      if (!isMatrix(value)) return [name, engine.upload(value.values, value)]
      if (value.engine === engine) return [name, value]
      throw new TypeError(
        `Trainer: ${name} of the position is on another engine than the trainer's: take a snapshot, or load it to this engine`,
      )
    }),
  )
