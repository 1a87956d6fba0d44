import { hostMatrix, matrix } from './as-matrix.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { factorized } from './internal/host/factorized.ts'
import { spdInverse as invert } from './internal/host/spd-inverse-kernel.ts'
import { type HostMatrixLike, type Matrix, type MatrixLike, shapeText } from './matrix.ts'
import { track } from './scope.ts'

/**
 * The inverse of a symmetric positive definite matrix, by its Cholesky factor. Only the lower
 * triangle of A is read: whether A is symmetric is not looked at.
 *
 * @param a - n×n
 * @returns n×n, symmetric to the last bit
 * @throws ShapeError if A is not square
 * @throws NotPositiveDefiniteError with the pivot, if A is not positive definite to working
 * precision; engines that must wait throw it at `read`, or give NaN
 *
 * @example
 * ```ts
 * import { spdInverse } from '@kq/linalg/spd-inverse'
 *
 * spdInverse([[4, 0], [0, 16]]).toArray() // [[0.25, 0], [0, 0.0625]]
 * ```
 */
export function spdInverse(a: HostMatrixLike): HostMatrix
export function spdInverse(a: MatrixLike): Matrix
export function spdInverse(a: MatrixLike): Matrix {
  const A = matrix(a)
  if (A.rows !== A.columns) {
    throw new ShapeError(`spdInverse: A is ${shapeText(A)}; expected a square matrix`)
  }
  return track(
    A.engine.spdInverse
      ? A.engine.spdInverse(A)
      : factorized('spdInverse', hostMatrix(A, 'spdInverse'), invert),
  )
}
