import type { BatchesState } from '@kq/data/batches'
import type { Floats } from '@kq/linalg/dtype'
import type { Engine } from '@kq/linalg/engine'
import type { RandomState } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import type { Matrices } from './evaluation.ts'
import type { OptimizerState } from './optimizer.ts'

/** A matrix on the host, row-major. */
export interface MatrixValues {
  readonly rows: number
  readonly columns: number
  readonly values: Floats
}

/** Named matrices on the host. */
export type NamedValues = Readonly<Record<string, MatrixValues>>

/** What an optimizer remembers, on the host. */
export interface StateValues extends Omit<OptimizerState, 'matrices'> {
  readonly matrices: NamedValues
}

/**
 * All that a training has come to after some step, as plain data on the host: it outlives the engine
 * that it was read from, and a trainer goes on from it on any engine.
 */
export interface Snapshot {
  /** The optimizer's name. */
  readonly method: string
  /** Steps taken. */
  readonly iteration: number
  /** Of training, up to that step. */
  readonly seconds: number
  readonly rejectedSteps: number
  readonly rejectedInARow: number
  readonly parameters: NamedValues
  readonly state: StateValues
  /** The order of batches, and where it stands. */
  readonly batches: BatchesState
  /** The stream of sampled targets. */
  readonly sampling: RandomState
}

/** Copies of named matrices on the host. All are asked for at once, and waited for together. */
export async function download(matrices: Matrices): Promise<NamedValues> {
  const all = Object.entries(matrices).map(async ([name, matrix]) => {
    const { rows, columns } = matrix
    return [name, { rows, columns, values: await read(matrix) }] as const
  })
  return Object.fromEntries(await Promise.all(all))
}

/** Named matrices on an engine; they belong to the caller. */
export const upload = (named: NamedValues, engine: Engine): Matrices =>
  Object.fromEntries(
    Object.entries(named).map(([name, value]) => [name, engine.upload(value.values, value)]),
  )
