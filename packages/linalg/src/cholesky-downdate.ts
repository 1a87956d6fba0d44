/*
 * L̃ L̃ᵀ = L Lᵀ − x xᵀ as LINPACK's `dchdd`: with L p = x and α² = 1 − pᵀp, rotations that turn [p; α] into
 * e₊ turn [Lᵀ; 0] into [L̃ᵀ; xᵀ]. Stewart, "The effects of rounding error on an algorithm for downdating a
 * Cholesky factorization", J. Inst. Maths Applics 23 (1979): as stable as the problem allows.
 */
import { epsilon } from './dtype.ts'
import { NotPositiveDefiniteError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { factorAndVector, fromUpper } from './internal/cholesky-factor.ts'
import type { HostMatrixLike, HostVectorLike, Matrix, MatrixLike, VectorLike } from './matrix.ts'
import { scope } from './scope.ts'

/**
 * The Cholesky factor of L Lᵀ − x xᵀ from that of L Lᵀ, in 2 n² instead of n³/3 operations. Digits are
 * lost as the difference comes near to being singular.
 *
 * @param l - n×n, of which the lower triangle is read
 * @param x - n×1
 * @returns n×n, lower triangular
 * @throws ShapeError if L is not square or x not a column of n numbers
 * @throws NotPositiveDefiniteError with the pivot that would not be positive, if L Lᵀ − x xᵀ is not
 * positive definite to working precision
 * @throws EngineError where the values of L are not in ordinary memory
 *
 * @example
 * ```ts
 * import { choleskyDowndate } from '@kq/linalg/cholesky-downdate'
 *
 * choleskyDowndate([[5, 0], [0, 1]], [4, 0]).toArray() // [[3, 0], [0, 1]]
 * ```
 */
export function choleskyDowndate(l: HostMatrixLike, x: HostVectorLike): HostMatrix
export function choleskyDowndate(l: MatrixLike, x: VectorLike): Matrix
export function choleskyDowndate(l: MatrixLike, x: VectorLike): Matrix {
  return scope(() => {
    const { L, u, x: given } = factorAndVector('choleskyDowndate', l, x)
    const n = L.rows
    const p = given
    let left = 1
    for (let k = 0; k < n; k++) {
      const row = k * n
      p[k] /= u[row + k]
      for (let j = k + 1; j < n; j++) p[j] -= u[row + j] * p[k]
      const before = left
      left -= p[k] * p[k]
      if (left > n * epsilon[L.dtype]) continue
      // The k-th leading minor of the difference is that of L Lᵀ times `left`.
      const pivot = u[row + k] ** 2 * (left / before)
      throw new NotPositiveDefiniteError('choleskyDowndate of L Lᵀ − x xᵀ', k, pivot)
    }
    const lifted = new Float64Array(n)
    let alpha = Math.sqrt(left)
    for (let k = n - 1; k >= 0; k--) {
      const r = Math.hypot(alpha, p[k])
      const c = alpha / r
      const s = p[k] / r
      alpha = r
      for (let j = k; j < n; j++) {
        const held = u[k * n + j]
        u[k * n + j] = c * held - s * lifted[j]
        lifted[j] = c * lifted[j] + s * held
      }
    }
    return fromUpper(L, u)
  })
}
