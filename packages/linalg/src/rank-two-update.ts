import { matrices } from './as-matrix.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { rankTwoUpdate as unchecked } from './internal/rank-two.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'

/**
 * H + a s sᵀ + b (s qᵀ + q sᵀ): what every update of the Broyden family is, in one pass.
 *
 * @param h - n×n, symmetric
 * @param s - n×1
 * @param q - n×1
 * @param a - 1×1
 * @param b - 1×1
 * @returns n×n, symmetric to the last bit where H is
 */
export function rankTwoUpdate(
  h: HostMatrixLike,
  s: HostVectorLike,
  q: HostVectorLike,
  a: HostMatrixLike,
  b: HostMatrixLike,
): HostMatrix
export function rankTwoUpdate(
  h: MatrixLike,
  s: VectorLike,
  q: VectorLike,
  a: MatrixLike,
  b: MatrixLike,
): Matrix
export function rankTwoUpdate(
  h: MatrixLike,
  s: VectorLike,
  q: VectorLike,
  a: MatrixLike,
  b: MatrixLike,
): Matrix {
  const [H, S, Q, A, B] = matrices(h, s, q, a, b)
  const n = H.rows
  if (H.columns !== n || S.rows !== n || Q.rows !== n || S.columns !== 1 || Q.columns !== 1) {
    throw new ShapeError(
      `rankTwoUpdate: H is ${shapeText(H)}, s ${shapeText(S)}, q ${shapeText(Q)}; expected n×n, n×1 and n×1`,
    )
  }
  if (A.rows * A.columns !== 1 || B.rows * B.columns !== 1) {
    throw new ShapeError(`rankTwoUpdate: a is ${shapeText(A)} and b ${shapeText(B)}; expected 1×1`)
  }
  return unchecked(H, S, Q, A, B)
}
