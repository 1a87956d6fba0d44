import type { Dtype } from './dtype.ts'
import type { Engine } from './engine.ts'
import type { HostMatrix } from './host.ts'

/**
 * A two-dimensional array of numbers that lives on an {@link Engine}.
 *
 * Vectors are n×1 columns, scalars 1×1, a batch has one sample a row. A matrix never changes once
 * made: operations return other matrices. Its values are reached through `read`; only matrices of
 * the host engine show them at once (`get`).
 */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly dtype: Dtype
  /** The engine that made it, the only one that can compute with it. */
  readonly engine: Engine
  /** True once the storage was given back by `free` or by the end of a scope. */
  readonly freed: boolean
}

/** What the `ndarray` package's arrays look like, in one or two dimensions. */
export interface NdArrayLike {
  readonly data: ArrayLike<number>
  readonly shape: readonly number[]
  readonly stride: readonly number[]
  readonly offset: number
}

/** What ml-matrix's matrices look like, views of theirs included. */
export interface MlMatrixLike {
  readonly rows: number
  readonly columns: number
  get(row: number, column: number): number
}

/** Matrices in ordinary memory, of any make. Nested arrays are rows of numbers. */
export type HostMatrixLike =
  | HostMatrix
  | NdArrayLike
  | MlMatrixLike
  | readonly (readonly number[])[]
  | readonly (Float32Array | Float64Array)[]

/** Vectors in ordinary memory: flat numbers stand for a column. */
export type HostVectorLike = HostMatrixLike | readonly number[] | Float32Array | Float64Array

/** All that is taken where a matrix is asked for. */
export type MatrixLike = Matrix | HostMatrixLike

/** All that is taken where a column vector is asked for. */
export type VectorLike = Matrix | HostVectorLike

/** Whether a value is a matrix of some engine. */
export const isMatrix = (value: unknown): value is Matrix =>
  Object(value) === value && 'engine' in (value as object) && 'freed' in (value as object)

/** `"3×4"`, for messages. */
export const shapeText = (a: { readonly rows: number; readonly columns: number }): string =>
  `${a.rows}×${a.columns}`
