import { ShapeError } from '../errors.ts'
import { columnIndex, eq, expression, rowIndex, where } from '../expression.ts'
import { type Matrix, shapeText } from '../matrix.ts'
import { gemm, map, sum } from './unchecked.ts'

const onDiagonal = /* @__PURE__ */ eq(rowIndex, columnIndex)
const withUnits = /* @__PURE__ */ expression((x) => where(onDiagonal, where(x, x, 1), x))
const diagonal = /* @__PURE__ */ expression((x) => where(onDiagonal, x, 0))

/** What the products with an L-BFGS inverse are made of. */
export interface CurvatureTriangle {
  /** SYᵀ with 1 on the diagonal at places not filled, p×p; R is its upper triangle. */
  readonly R: Matrix
  /** The curvatures sᵀy, 0 at places not filled; p×1. */
  readonly delta: Matrix
}

/** Throws unless S and Y are of one shape, with at least `least` rows. */
export function assertPairs(operation: string, S: Matrix, Y: Matrix, least: 0 | 1): void {
  if (S.rows === Y.rows && S.columns === Y.columns && S.rows >= least) return
  throw new ShapeError(
    `${operation}: S is ${shapeText(S)} and Y ${shapeText(Y)}; expected two matrices of one shape, a pair in each row`,
  )
}

/** Forms R and checks what was given. */
export function curvatureTriangle(
  operation: string,
  S: Matrix,
  Y: Matrix,
  gamma: number,
): CurvatureTriangle {
  assertPairs(operation, S, Y, 0)
  if (!(gamma > 0 && Number.isFinite(gamma))) {
    throw new RangeError(`${operation}: gamma is ${gamma}; expected a finite number above 0`)
  }
  const products = gemm(S, Y, { transposeB: true })
  return {
    R: map(withUnits, products),
    delta: sum('columns', diagonal, products),
  }
}

/** V for a product with the inverse, on the engine of the pairs. */
export function assertColumnsOf(operation: string, S: Matrix, V: Matrix): void {
  if (V.rows === S.columns) return
  throw new ShapeError(
    `${operation}: V is ${shapeText(V)}, but the pairs are of ${S.columns} numbers; expected ${S.columns} rows`,
  )
}
