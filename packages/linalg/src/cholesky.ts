/*
 * A = L Lᵀ. Golub and Van Loan, Matrix Computations (4th ed.), section 4.2.
 */
import { hostMatrix, matrix } from './as-matrix.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { cholesky as factorize } from './internal/host/cholesky-kernel.ts'
import { factorized } from './internal/host/factorized.ts'
import { type HostMatrixLike, type Matrix, type MatrixLike, shapeText } from './matrix.ts'
import { track } from './scope.ts'

/**
 * The Cholesky factor L of a symmetric positive definite matrix: A = L Lᵀ, L lower triangular with
 * zeros above. Only the lower triangle of A is read: whether A is symmetric is not looked at.
 *
 * @param a - n×n
 * @returns n×n
 * @throws ShapeError if A is not square
 * @throws NotPositiveDefiniteError with the pivot, if A is not positive definite to working
 * precision; engines that must wait throw it at `read`, or give NaN
 *
 * @example
 * ```ts
 * import { cholesky } from '@kq/linalg/cholesky'
 *
 * cholesky([[4, 2], [2, 10]]).toArray() // [[2, 0], [1, 3]]
 * ```
 */
export function cholesky(a: HostMatrixLike): HostMatrix
export function cholesky(a: MatrixLike): Matrix
export function cholesky(a: MatrixLike): Matrix {
  const A = matrix(a)
  if (A.rows !== A.columns) {
    throw new ShapeError(`cholesky: A is ${shapeText(A)}; expected a square matrix`)
  }
  return track(
    A.engine.cholesky
      ? A.engine.cholesky(A)
      : factorized('cholesky', hostMatrix(A, 'cholesky'), factorize),
  )
}
