/*
 * The vec trick: (A ⊗ B) vec(X) = vec(B X Aᵀ), with vec stacking columns. Van Loan, "The ubiquitous
 * Kronecker product", J. Comput. Appl. Math. 123 (2000), section 1. It is computed transposed, as
 * A W Bᵀ with W = Xᵀ: row by row W and the result are the vectors, so that nothing has to be moved.
 *
 *   A  m×n     B  p×q     W  n×q     result  m×p
 */
import type { DenseMatrix } from './dense-matrix.ts'
import { ShapeError } from './errors.ts'
import { plain, plainOf } from './internal/plain-engine.ts'
import { scope } from './internal/scope-stack.ts'
import { tiledProduct } from './internal/tiled-product.ts'
import { isPlain, ofEngine, operands, transpose, zeros } from './internal/unchecked.ts'
import { join, split } from './internal/reshaped.ts'
import { mapUnstacked } from './internal/unstacked.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'

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
export function kronMatvec(a: HostVectorLike, b: HostVectorLike, v: HostVectorLike): DenseMatrix
export function kronMatvec(a: VectorLike, b: VectorLike, v: VectorLike): Matrix
export function kronMatvec(a: VectorLike, b: VectorLike, v: VectorLike): Matrix {
  return scope(() => {
    const [A, B, V] = operands(a, b, v)
    if (V.rows !== A.columns * B.columns) {
      throw new ShapeError(
        `kronMatvec: A is ${shapeText(A)}, B ${shapeText(B)} and V ${shapeText(V)}; ` +
          `V must have ${A.columns}·${B.columns} = ${A.columns * B.columns} rows`,
      )
    }
    if (isPlain(A) && isPlain(B) && isPlain(V)) return plainMatvec(A, B, V)
    const stacked = mapUnstacked(V, A.columns, B.columns, (W) => sandwich(A, B, W))
    return stacked ?? zeros(A.engine, A.rows * B.rows, 0)
  })
}

/** A W Bᵀ for one column of V after another. */
function plainMatvec(A: DenseMatrix, B: DenseMatrix, V: DenseMatrix): DenseMatrix {
  const [n, q] = [A.columns, B.columns]
  const turnedB = transpose(B)
  const columns = Array.from({ length: V.columns }, (_, k) => {
    const from = V.offset + k * V.columnStride
    const W = plain(V.data, n, q, from, q * V.rowStride, V.rowStride)
    return firstByB(A, B)
      ? tiledProduct(A, tiledProduct(W, turnedB))
      : tiledProduct(tiledProduct(A, W), turnedB)
  })
  return plainOf(A.rows * B.rows, V.columns, (i, k) => columns[k].data[i])
}

/** Whether W Bᵀ first takes fewer multiplications. */
const firstByB = (A: Matrix, B: Matrix): boolean =>
  B.rows * A.columns * (B.columns + A.rows) <= B.columns * A.rows * (A.columns + B.rows)

/** A W_k Bᵀ for all k, with the W_k in one product with A and one with B. */
function sandwich(A: Matrix, B: Matrix, W: readonly Matrix[]): Matrix[] {
  const timesA = (Y: readonly Matrix[]): Matrix[] =>
    split(ofEngine(A, join('columns', Y)), 'columns', Y.length)
  const timesB = (Y: readonly Matrix[]): Matrix[] =>
    split(ofEngine(join('rows', Y), B, { transposeB: true }), 'rows', Y.length)
  return firstByB(A, B) ? timesA(timesB(W)) : timesB(timesA(W))
}
