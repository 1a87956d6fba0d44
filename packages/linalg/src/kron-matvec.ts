/*
 * The vec trick: (A ⊗ B) vec(X) = vec(B X Aᵀ), with vec stacking columns. Van Loan, "The ubiquitous
 * Kronecker product", J. Comput. Appl. Math. 123 (2000), section 1.
 *
 *   A  m×n     B  p×q     X  q×n     result  p×m
 */
import { matrices } from './as-matrix.ts'
import { concat } from './concat.ts'
import { zeros } from './constant.ts'
import { ShapeError } from './errors.ts'
import { gemm } from './gemm.ts'
import type { HostMatrix } from './host.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { scope } from './scope.ts'
import { slice } from './slice.ts'
import { unvec, vec } from './vec.ts'

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
    const stacked = mapUnstacked(V, B.columns, A.columns, (X) => sandwich(A, B, X))
    return stacked ?? zeros(A.rows * B.rows, 0, A.engine)
  })
}

/** B X_k Aᵀ for all k, with the X_k side by side in both products. */
function sandwich(A: Matrix, B: Matrix, X: readonly Matrix[]): Matrix[] {
  const { rows: m, columns: n } = A
  const { rows: p, columns: q } = B
  const timesA = (Y: readonly Matrix[], height: number): Matrix[] => {
    const below = gemm(concat('rows', ...Y), A, { transposeB: true })
    return Y.map((_, k) => slice(below, { rowStart: k * height, rowEnd: (k + 1) * height }))
  }
  const timesB = (Y: readonly Matrix[], width: number): Matrix[] => {
    const beside = gemm(B, concat('columns', ...Y))
    return Y.map((_, k) => slice(beside, { columnStart: k * width, columnEnd: (k + 1) * width }))
  }
  const firstB = p * n * (q + m)
  const firstA = q * m * (n + p)
  return firstB <= firstA ? timesA(timesB(X, n), p) : timesB(timesA(X, q), m)
}

/**
 * Applies `transform` to the matrices X_k whose stacked columns are the columns of V, and stacks
 * the results. Undefined where V has no column.
 */
export function mapUnstacked(
  V: Matrix,
  rows: number,
  columns: number,
  transform: (X: readonly Matrix[]) => readonly Matrix[],
): Matrix | undefined {
  if (V.columns === 0) return undefined
  const X = Array.from({ length: V.columns }, (_, k) =>
    unvec(slice(V, { columnStart: k, columnEnd: k + 1 }), rows, columns),
  )
  return concat('columns', ...transform(X).map((Z) => vec(Z)))
}
