import type { Matrix } from '../../matrix.ts'

/** A matrix x and its tangent ẋ, of x's shape; undefined where that is zero throughout. */
export interface Pair {
  readonly primal: Matrix
  readonly tangent: Matrix | undefined
}
