import { matrices } from '../as-matrix.ts'
import { ShapeError } from '../errors.ts'
import { and, columnIndex, eq, expression, not, rowIndex, where } from '../expression.ts'
import { gemm } from '../gemm.ts'
import type { CurvaturePairs } from '../lbfgs.ts'
import { map, reduce } from '../map.ts'
import { type Matrix, type MatrixLike, shapeText } from '../matrix.ts'

const onDiagonal = eq(rowIndex, columnIndex)
const withUnits = expression((x) => where(and(onDiagonal, not(x)), 1, x))
const diagonal = expression((x) => where(onDiagonal, x, 0))

/** What the products with an L-BFGS inverse are made of. */
export interface CurvatureTriangle {
  readonly S: Matrix
  readonly Y: Matrix
  /** SYᵀ with 1 on the diagonal at places not filled, p×p; R is its upper triangle. */
  readonly R: Matrix
  /** The curvatures sᵀy, 0 at places not filled; p×1. */
  readonly delta: Matrix
}

/** Forms R and checks what was given. */
export function curvatureTriangle(
  operation: string,
  pairs: CurvaturePairs<MatrixLike>,
  gamma: number,
): CurvatureTriangle {
  const [S, Y] = matrices(pairs.S, pairs.Y)
  if (S.rows !== Y.rows || S.columns !== Y.columns) {
    throw new ShapeError(
      `${operation}: S is ${shapeText(S)} and Y ${shapeText(Y)}; expected two matrices of one shape, a pair in each row`,
    )
  }
  if (!(gamma > 0 && gamma < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${operation}: gamma is ${gamma}; expected a finite number above 0`)
  }
  const products = gemm(S, Y, { transposeB: true })
  return {
    S,
    Y,
    R: map(withUnits, products),
    delta: reduce('sum', 'columns', diagonal, products),
  }
}

/** V for a product with the inverse, on the engine of the pairs. */
export function assertColumnsOf(operation: string, S: Matrix, V: Matrix): void {
  if (V.rows === S.columns) return
  throw new ShapeError(
    `${operation}: V is ${shapeText(V)}, but the pairs are of ${S.columns} numbers; expected ${S.columns} rows`,
  )
}
