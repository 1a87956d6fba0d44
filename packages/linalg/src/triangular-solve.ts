import { hostMatrix, matrices } from './as-matrix.ts'
import type { TriangularSolveArguments } from './engine.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { triangularSolve as substitute } from './internal/host/triangular-kernel.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'
import { track } from './scope.ts'

/** Options of {@link triangularSolve}. */
export interface TriangularSolveOptions {
  /** Which triangle of T is read; the other may hold anything. @defaultValue `true` */
  readonly lower?: boolean
  /** op(T) = Tᵀ. @defaultValue `false` */
  readonly transpose?: boolean
}

/**
 * X with op(T) X = B for a triangular T, by substitution: the BLAS routine `trsm`. A zero on the
 * diagonal gives infinities and NaN, as in IEEE 754.
 *
 * @param t - n×n
 * @param b - n×r: r right-hand sides
 * @returns n×r
 * @throws ShapeError if T is not square or B does not have n rows
 *
 * @example
 * ```ts
 * import { triangularSolve } from '@kq/linalg/triangular-solve'
 *
 * triangularSolve([[2, 0], [1, 4]], [2, 9]).toArray() // [[1], [2]]
 * ```
 */
export function triangularSolve(
  t: HostMatrixLike,
  b: HostVectorLike,
  options?: TriangularSolveOptions,
): HostMatrix
export function triangularSolve(
  t: MatrixLike,
  b: VectorLike,
  options?: TriangularSolveOptions,
): Matrix
export function triangularSolve(
  t: MatrixLike,
  b: VectorLike,
  { lower = true, transpose = false }: TriangularSolveOptions = {},
): Matrix {
  const [T, B] = matrices(t, b)
  if (T.rows !== T.columns || B.rows !== T.rows) {
    throw new ShapeError(
      `triangularSolve: T is ${shapeText(T)} and B ${shapeText(B)}; expected a square T with as many rows as B`,
    )
  }
  const options = { lower, transpose }
  return track(
    T.engine.triangularSolve
      ? T.engine.triangularSolve(T, B, options)
      : solve(hostMatrix(T, 'triangularSolve'), hostMatrix(B, 'triangularSolve'), options),
  )
}

function solve(T: HostMatrix, B: HostMatrix, options: TriangularSolveArguments): HostMatrix {
  const X = T.engine.make(B.rows, B.columns)
  substitute(T, B, options, X)
  return X
}
