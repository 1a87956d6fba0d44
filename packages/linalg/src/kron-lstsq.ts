/*
 * (A ⊗ B)⁺ = A⁺ ⊗ B⁺ and the vec trick: (A ⊗ B)⁺ vec(Y) = vec(B⁺ Y A⁺ᵀ), with vec stacking columns. Van
 * Loan, "The ubiquitous Kronecker product", J. Comput. Appl. Math. 123 (2000); Fausett and Fulton,
 * "Large least squares problems involving Kronecker products", SIAM J. Matrix Anal. Appl. 15 (1994).
 */
import { matrices } from './as-matrix.ts'
import { zeros } from './constant.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { join, split } from './internal/reshaped.ts'
import { mapUnstacked } from './internal/unstacked.ts'
import { type LeastSquares, lstsq, type LstsqOptions } from './lstsq.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'
import { scope } from './scope.ts'
import { transpose } from './transpose.ts'

/**
 * The shortest X that minimises ‖(A ⊗ B) X − V‖ column by column, for factors of any shapes and ranks,
 * without forming the product: every column of V is vec(Y) of a p×m matrix Y, its columns stacked, and
 * becomes vec(B⁺ Y A⁺ᵀ).
 *
 * @param a - m×n
 * @param b - p×q
 * @param v - mp×r: r right-hand sides
 * @param options - the tolerance is that of each factor
 * @returns x of nq×r, and the rank of A times that of B
 * @throws ShapeError if V does not have mp rows
 * @throws NonFiniteMatrixError for NaN and infinities in a factor
 * @throws EngineError where the values are not in ordinary memory
 *
 * @example
 * ```ts
 * import { kronLstsq } from '@kq/linalg/kron-lstsq'
 *
 * const { x, rank } = kronLstsq([[2], [0]], [[1, 1]], [4, 9])
 * x.toArray() // [[1], [1]]
 * rank // 1
 * ```
 */
export function kronLstsq(
  a: HostMatrixLike,
  b: HostMatrixLike,
  v: HostVectorLike,
  options?: LstsqOptions,
): LeastSquares<HostMatrix>
export function kronLstsq(
  a: MatrixLike,
  b: MatrixLike,
  v: VectorLike,
  options?: LstsqOptions,
): LeastSquares
export function kronLstsq(
  a: MatrixLike,
  b: MatrixLike,
  v: VectorLike,
  options: LstsqOptions = {},
): LeastSquares {
  return scope(() => {
    const [A, B, V] = matrices(a, b, v)
    const { rows: m, columns: n } = A
    const { rows: p, columns: q } = B
    if (V.rows !== m * p) {
      throw new ShapeError(
        `kronLstsq: A is ${shapeText(A)}, B ${shapeText(B)} and V ${shapeText(V)}; ` +
          `V must have ${m}·${p} = ${m * p} rows`,
      )
    }
    const rankOf = (factor: Matrix): number =>
      lstsq(factor, zeros(factor.rows, 0, factor.engine), options).rank
    let rank = 0
    const x = mapUnstacked(V, m, p, (W) => {
      // A⁺ W B⁺ᵀ = (B⁺ (A⁺ W)ᵀ)ᵀ, for all right-hand sides at once.
      const first = lstsq(A, join('columns', W), options)
      const turned = split(first.x, 'columns', W.length).map((z) => transpose(z))
      const second = lstsq(B, join('columns', turned), options)
      rank = first.rank * second.rank
      return split(second.x, 'columns', W.length).map((z) => transpose(z))
    })
    return x ? { x, rank } : { x: zeros(n * q, 0, A.engine), rank: rankOf(A) * rankOf(B) }
  })
}
