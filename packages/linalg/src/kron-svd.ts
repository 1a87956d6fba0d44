/*
 * A ⊗ B = (U_A ⊗ U_B)(Σ_A ⊗ Σ_B)(V_A ⊗ V_B)ᵀ: Van Loan, "The ubiquitous Kronecker product", J. Comput. Appl.
 * Math. 123 (2000).
 */
import { matrices } from './as-matrix.ts'
import type { HostMatrix } from './host.ts'
import { inProductOrder } from './internal/product-order.ts'
import { type KronOperator, kronOperator } from './kron-operator.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'
import { svd } from './svd.ts'

/** The singular value decomposition of A ⊗ B, by its factors; k = min(m, n) · min(p, q). */
export interface KronSvd<M extends Matrix = Matrix> {
  /** U_A ⊗ U_B, mp×k with orthonormal columns, never formed. Its columns are in the order of the factors. */
  readonly U: KronOperator<M>
  /** The singular values, the largest first: k×1. If A is tall and B wide there are more, all of them 0. */
  readonly s: M
  /** V_A ⊗ V_B, nq×k with orthonormal columns. */
  readonly V: KronOperator<M>
  /** `s[k]` belongs to column `order[k]` of U and of V. */
  readonly order: Uint32Array
}

/**
 * The singular value decomposition of a Kronecker product from those of its factors: the products σᵢ τⱼ,
 * and the Kronecker products of the vectors.
 *
 * @param a - m×n
 * @param b - p×q
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values are not in ordinary memory
 *
 * @example
 * ```ts
 * import { kronSvd } from '@kq/linalg/kron-svd'
 *
 * const { s, U, V, order } = kronSvd([[2, 0], [0, 1]], [[3, 0]])
 * s.toArray() // [[6], [3]]
 * order // [0, 1]
 * ```
 */
export function kronSvd(a: HostMatrixLike, b: HostMatrixLike): KronSvd<HostMatrix>
export function kronSvd(a: MatrixLike, b: MatrixLike): KronSvd
export function kronSvd(a: MatrixLike, b: MatrixLike): KronSvd {
  return scope(() => {
    const [A, B] = matrices(a, b)
    const [first, second] = [svd(A), svd(B)]
    const { values, order } = inProductOrder('kronSvd', first.s, second.s, 'descending')
    return {
      U: kronOperator(first.U, second.U),
      s: values,
      V: kronOperator(first.V, second.V),
      order,
    }
  })
}
