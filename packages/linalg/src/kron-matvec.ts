/*
 * The vec trick: (A ⊗ B) vec(X) = vec(B X Aᵀ), with vec stacking columns. Van Loan, "The ubiquitous
 * Kronecker product", J. Comput. Appl. Math. 123 (2000), section 1. It is computed transposed, as
 * A W Bᵀ with W = Xᵀ: row by row W and the result are the vectors, so that nothing has to be moved.
 *
 *   A  m×n     B  p×q     W  n×q     result  m×p
 */
import { matrices } from './as-matrix.ts'
import { zeros } from './constant.ts'
import { ShapeError } from './errors.ts'
import { gemm } from './gemm.ts'
import type { HostMatrix } from './host.ts'
import { join, mapUnstacked, split } from './internal/unstacked.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { scope } from './scope.ts'

/**
 * (A ⊗ B) V without forming the product: every column of V is vec(X) of a q×n matrix X, its columns
 * stacked, and becomes vec(B X Aᵀ). Costs p n (q + m) or q m (n + p) multiplications a column,
 * whichever is less, instead of m n p q.
 *
 * @param a - m×n
 * @param b - p×q
 * @param v - nq×r: r right-hand sides
 * @returns mp×r
 * @throws ShapeError if V does not have nq rows
 *
 * @example
 * ```ts
 * import { kronMatvec } from '@kq/linalg/kron'
 *
 * const a = [[1, 2], [3, 4]]
 * const b = [[0, 1], [1, 0]]
 * kronMatvec(a, b, [1, 2, 3, 4]).toArray() // [[10], [7], [22], [15]]
 * ```
 */
export function kronMatvec(a: HostVectorLike, b: HostVectorLike, v: HostVectorLike): HostMatrix
export function kronMatvec(a: VectorLike, b: VectorLike, v: VectorLike): Matrix
export function kronMatvec(a: VectorLike, b: VectorLike, v: VectorLike): Matrix {
  return scope(() => {
    const [A, B, V] = matrices(a, b, v)
    if (V.rows !== A.columns * B.columns) {
      throw new ShapeError(
        `kronMatvec: A is ${shapeText(A)}, B ${shapeText(B)} and V ${shapeText(V)}; ` +
          `V must have ${A.columns}·${B.columns} = ${A.columns * B.columns} rows`,
      )
    }
    const stacked = mapUnstacked(V, A.columns, B.columns, (W) => sandwich(A, B, W))
    return stacked ?? zeros(A.rows * B.rows, 0, A.engine)
  })
}

/** A W_k Bᵀ for all k, with the W_k in one product with A and one with B. */
function sandwich(A: Matrix, B: Matrix, W: readonly Matrix[]): Matrix[] {
  const { rows: m, columns: n } = A
  const { rows: p, columns: q } = B
  const timesA = (Y: readonly Matrix[]): Matrix[] =>
    split(gemm(A, join('columns', Y)), 'columns', Y.length)
  const timesB = (Y: readonly Matrix[]): Matrix[] =>
    split(gemm(join('rows', Y), B, { transposeB: true }), 'rows', Y.length)
  const firstB = p * n * (q + m)
  const firstA = q * m * (n + p)
  return firstB <= firstA ? timesA(timesB(W)) : timesB(timesA(W))
}
