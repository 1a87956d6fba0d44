import { matrices } from './as-matrix.ts'
import type { HostMatrix } from './host.ts'
import type { HostMatrixLike, HostVectorLike, Matrix, MatrixLike, VectorLike } from './matrix.ts'
import { scope } from './scope.ts'
import { triangularSolve } from './triangular-solve.ts'

/**
 * X with L Lᵀ X = B, for the factor L that `cholesky` gives.
 *
 * @param l - n×n, of which the lower triangle is read
 * @param b - n×r: r right-hand sides
 * @returns n×r
 * @throws ShapeError if L is not square or B does not have n rows
 *
 * @example
 * ```ts
 * import { cholesky } from '@kq/linalg/cholesky'
 * import { choleskySolve } from '@kq/linalg/cholesky-solve'
 *
 * choleskySolve(cholesky([[4, 2], [2, 2]]), [8, 6]).toArray() // [[1], [2]]
 * ```
 */
export function choleskySolve(l: HostMatrixLike, b: HostVectorLike): HostMatrix
export function choleskySolve(l: MatrixLike, b: VectorLike): Matrix
export function choleskySolve(l: MatrixLike, b: VectorLike): Matrix {
  return scope(() => {
    const [L, B] = matrices(l, b)
    return triangularSolve(L, triangularSolve(L, B), { transpose: true })
  })
}
