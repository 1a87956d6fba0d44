/*
 * A^(−1/p) = V Λ^(−1/p) Vᵀ for A = V Λ Vᵀ: Higham, Functions of Matrices (2008), chapter 7. Gupta, Koren
 * and Singer, "Shampoo: Preconditioned Stochastic Tensor Optimization" (ICML 2018), precondition a
 * gradient by such roots, p = 4 for matrices.
 */
import { hostMatrix, matrix } from './as-matrix.ts'
import { eigh } from './eigh.ts'
import { NotPositiveDefiniteError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { assertRoot } from './internal/assert-root.ts'
import { assertSquare } from './internal/assert-square.ts'
import { symmetricFunction } from './internal/symmetric-function.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/**
 * The inverse p-th root of a symmetric positive definite matrix, by its eigenvalues: the symmetric
 * positive definite X with X^p = A⁻¹. Only the lower triangle of A is read. `newtonInverseRoot` is
 * the same by products alone, on any engine.
 *
 * @param a - n×n
 * @param p - a whole number from 1 on
 * @returns n×n, symmetric to the last bit
 * @throws ShapeError if A is not square
 * @throws RangeError for another p
 * @throws NotPositiveDefiniteError with the eigenvalue, if one is not positive
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { inverseRoot } from '@kq/linalg/inverse-root'
 *
 * inverseRoot([[16, 0], [0, 256]], 4).toArray() // [[0.5, 0], [0, 0.25]]
 * ```
 */
export function inverseRoot(a: HostMatrixLike, p: number): HostMatrix
export function inverseRoot(a: MatrixLike, p: number): Matrix
export function inverseRoot(a: MatrixLike, p: number): Matrix {
  return scope(() => {
    const A = hostMatrix(matrix(a), 'inverseRoot')
    assertSquare('inverseRoot', { A })
    assertRoot('inverseRoot', p)
    const { values, vectors } = eigh(A)
    return symmetricFunction(vectors, values, (value, k) => {
      if (!(value > 0)) throw new NotPositiveDefiniteError('inverseRoot', k, value, 'eigenvalue')
      return value ** (-1 / p)
    })
  })
}
