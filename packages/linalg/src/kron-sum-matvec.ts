/*
 * (A ⊕ B) vec(X) = vec(B X + X Aᵀ), with vec stacking columns: Horn and Johnson, Topics in Matrix Analysis
 * (1991), section 4.4. It is computed transposed, as A W + W Bᵀ with W = Xᵀ.
 */
import { matrices } from './as-matrix.ts'
import { zeros } from './constant.ts'
import { ShapeError } from './errors.ts'
import { gemm } from './gemm.ts'
import type { HostMatrix } from './host.ts'
import { assertSquare } from './internal/assert-square.ts'
import { mapUnstacked } from './internal/unstacked.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'
import { scope } from './scope.ts'

/**
 * (A ⊕ B) V = (A ⊗ I + I ⊗ B) V without forming the sum: every column of V is vec(X) of an n×m matrix X,
 * its columns stacked, and becomes vec(B X + X Aᵀ). Costs mn (m + n) multiplications a column.
 *
 * @param a - m×m
 * @param b - n×n
 * @param v - mn×r: r right-hand sides
 * @returns mn×r
 * @throws ShapeError if A or B is not square, or V does not have mn rows
 *
 * @example
 * ```ts
 * import { kronSumMatvec } from '@kq/linalg/kron-sum-matvec'
 *
 * kronSumMatvec([[10, 0], [0, 20]], [[1, 2], [3, 4]], [1, 0, 0, 1]).toArray() // [[11], [3], [2], [24]]
 * ```
 */
export function kronSumMatvec(a: HostMatrixLike, b: HostMatrixLike, v: HostVectorLike): HostMatrix
export function kronSumMatvec(a: MatrixLike, b: MatrixLike, v: VectorLike): Matrix
export function kronSumMatvec(a: MatrixLike, b: MatrixLike, v: VectorLike): Matrix {
  return scope(() => {
    const [A, B, V] = matrices(a, b, v)
    assertSumOperands('kronSumMatvec', A, B, V)
    const stacked = mapUnstacked(V, A.rows, B.rows, (W) =>
      W.map((w) => gemm(A, w, { c: gemm(w, B, { transposeB: true }) })),
    )
    return stacked ?? zeros(V.rows, 0, A.engine)
  })
}

/** @throws ShapeError unless A ⊕ B exists and V has as many rows */
export function assertSumOperands(operation: string, A: Matrix, B: Matrix, V: Matrix): void {
  assertSquare(operation, { A, B })
  if (V.rows === A.rows * B.rows) return
  throw new ShapeError(
    `${operation}: A is ${shapeText(A)}, B ${shapeText(B)} and V ${shapeText(V)}; ` +
      `V must have ${A.rows}·${B.rows} = ${A.rows * B.rows} rows`,
  )
}
