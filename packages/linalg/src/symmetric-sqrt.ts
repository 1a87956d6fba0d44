/*
 * S = V Λ^½ Vᵀ for A = V Λ Vᵀ: Higham, Functions of Matrices (2008), section 6.2 and problem 6.1.
 */
import { hostMatrix, matrix } from './as-matrix.ts'
import { epsilon } from './dtype.ts'
import { eigh } from './eigh.ts'
import { NotPositiveDefiniteError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { assertSquare } from './internal/assert-square.ts'
import { symmetricFunction } from './internal/symmetric-function.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/**
 * The square root of a symmetric positive semidefinite matrix that is one itself: S S = A. Only the
 * lower triangle of A is read. Eigenvalues that are negative by no more than rounding, n ε‖A‖, count
 * as 0.
 *
 * @param a - n×n
 * @returns n×n, symmetric to the last bit
 * @throws ShapeError if A is not square
 * @throws NotPositiveDefiniteError with the eigenvalue, if one is negative
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { symmetricSqrt } from '@kq/linalg/symmetric-sqrt'
 *
 * symmetricSqrt([[4, 0], [0, 9]]).toArray() // [[2, 0], [0, 3]]
 * ```
 */
export function symmetricSqrt(a: HostMatrixLike): HostMatrix
export function symmetricSqrt(a: MatrixLike): Matrix
export function symmetricSqrt(a: MatrixLike): Matrix {
  return scope(() => {
    const A = hostMatrix(matrix(a), 'symmetricSqrt')
    assertSquare('symmetricSqrt', { A })
    const n = A.rows
    const { values, vectors } = eigh(A)
    const rounding = n === 0 ? 0 : n * epsilon[A.dtype] * Math.abs(values.get(n - 1, 0))
    return symmetricFunction(vectors, values, (value, k) => {
      if (value < -rounding) {
        throw new NotPositiveDefiniteError('symmetricSqrt', k, value, 'eigenvalue')
      }
      return Math.sqrt(Math.max(0, value))
    })
  })
}
