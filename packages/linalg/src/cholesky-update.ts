/*
 * L̃ L̃ᵀ = L Lᵀ + x xᵀ by Givens rotations that take x into L, column by column: Golub and Van Loan, Matrix
 * Computations (4th ed.), section 6.5.4; Gill, Golub, Murray and Saunders, "Methods for modifying matrix
 * factorizations", Math. Comp. 28 (1974), method C1.
 */
import type { HostMatrix } from './host.ts'
import { factorAndVector, fromUpper } from './internal/cholesky-factor.ts'
import type { HostMatrixLike, HostVectorLike, Matrix, MatrixLike, VectorLike } from './matrix.ts'
import { scope } from './scope.ts'

/**
 * The Cholesky factor of L Lᵀ + x xᵀ from that of L Lᵀ, in n² instead of n³/3 operations.
 *
 * @param l - n×n, of which the lower triangle is read
 * @param x - n×1
 * @returns n×n, lower triangular; its diagonal is not negative
 * @throws ShapeError if L is not square or x not a column of n numbers
 * @throws EngineError where the values of L are not in ordinary memory
 *
 * @example
 * ```ts
 * import { choleskyUpdate } from '@kq/linalg/cholesky-update'
 *
 * choleskyUpdate([[3, 0], [0, 1]], [4, 0]).toArray() // [[5, 0], [0, 1]]
 * ```
 */
export function choleskyUpdate(l: HostMatrixLike, x: HostVectorLike): HostMatrix
export function choleskyUpdate(l: MatrixLike, x: VectorLike): Matrix
export function choleskyUpdate(l: MatrixLike, x: VectorLike): Matrix {
  return scope(() => {
    const { L, u, x: rest } = factorAndVector('choleskyUpdate', l, x)
    const n = L.rows
    for (let k = 0; k < n; k++) {
      const row = k * n
      const r = Math.hypot(u[row + k], rest[k])
      const c = r === 0 ? 1 : u[row + k] / r
      const s = r === 0 ? 0 : rest[k] / r
      u[row + k] = r
      for (let j = k + 1; j < n; j++) {
        const held = u[row + j]
        u[row + j] = c * held + s * rest[j]
        rest[j] = c * rest[j] - s * held
      }
    }
    return fromUpper(L, u)
  })
}
