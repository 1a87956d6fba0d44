/*
 * A ⊗ B = (V_A ⊗ V_B)(Λ_A ⊗ Λ_B)(V_A ⊗ V_B)ᵀ: Van Loan, "The ubiquitous Kronecker product", J. Comput.
 * Appl. Math. 123 (2000).
 */
import { matrices } from './as-matrix.ts'
import { eigh } from './eigh.ts'
import type { HostMatrix } from './host.ts'
import { inProductOrder } from './internal/product-order.ts'
import { type KronOperator, kronOperator } from './kron-operator.ts'
import { kron } from './kron.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'
import { slice } from './slice.ts'

/** The eigendecomposition of A ⊗ B, by its factors. */
export interface KronEigh<M extends Matrix = Matrix> {
  /** The eigenvalues, the least first: mn×1. */
  readonly values: M
  /** V_A ⊗ V_B, orthogonal, never formed. Its columns are in the order of the factors. */
  readonly vectors: KronOperator<M>
  /** `values[k]` belongs to column `order[k]` of `vectors`. */
  readonly order: Uint32Array
  /** The eigenvector of `values[k]`, formed: mn×1. @throws RangeError for other numbers */
  vector(k: number): M
}

/**
 * Eigenvalues and eigenvectors of the Kronecker product of two symmetric matrices, from those of the
 * factors: the products λᵢ μⱼ, and aᵢ ⊗ bⱼ. Costs m³ + n³ instead of m³n³. Only the lower triangles of
 * the factors are read.
 *
 * @param a - m×m
 * @param b - n×n
 * @throws ShapeError if A or B is not square
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values are not in ordinary memory
 *
 * @example
 * ```ts
 * import { kronEigh } from '@kq/linalg/kron-eigh'
 *
 * const { values, vector } = kronEigh([[2, 0], [0, 1]], [[5, 0], [0, 3]])
 * values.toArray() // [[3], [5], [6], [10]]
 * vector(3).toArray().map(([x]) => Math.abs(x)) // [1, 0, 0, 0]
 * ```
 */
export function kronEigh(a: HostMatrixLike, b: HostMatrixLike): KronEigh<HostMatrix>
export function kronEigh(a: MatrixLike, b: MatrixLike): KronEigh
export function kronEigh(a: MatrixLike, b: MatrixLike): KronEigh {
  return scope(() => {
    const [A, B] = matrices(a, b)
    const [first, second] = [eigh(A), eigh(B)]
    const { values, order } = inProductOrder('kronEigh', first.values, second.values, 'ascending')
    const [V, W] = [first.vectors, second.vectors]
    return {
      values,
      vectors: kronOperator(V, W),
      order,
      vector: (k) =>
        scope(() => {
          const place = order[k]
          if (place === undefined) {
            throw new RangeError(
              `kronEigh.vector: k is ${k}; there are ${order.length} eigenvectors, numbered from 0`,
            )
          }
          const i = Math.floor(place / W.columns)
          const j = place % W.columns
          return kron(
            slice(V, { columnStart: i, columnEnd: i + 1 }),
            slice(W, { columnStart: j, columnEnd: j + 1 }),
          )
        }),
    }
  })
}
