/*
 * L-BFGS: the inverse Hessian approximation that BFGS makes of the last p curvature pairs, as a
 * product that is never formed.
 *
 * Two-loop recursion: Nocedal and Wright, Numerical Optimization (2nd ed.), algorithm 7.4. Its
 * loops over pairs are two triangular solves with R, the upper triangle of SYᵀ, so that a block of
 * vectors costs four products and the recursion's stability is kept:
 *
 *   R α = S V,   Q = V − Yᵀα,   Rᵀ c = Δ α − γ Y Q,   H V = γ Q + Sᵀ c,   Δ = diag(R)
 *
 *   S, Y  pairs as rows, p×n, oldest first      γ  H₀ = γ I
 *
 * Departure: R is formed from the pairs at every call, and its inverse never. The program of
 * Goldfarb, Ren and Bahamou (NeurIPS 2020) carries R⁻¹ from step to step, a column at a time: its
 * rounding errors in float32 pile up until training ends in NaN.
 */
import type { CurvaturePairs } from './curvature-pairs.ts'
import type { DenseMatrix } from './dense-matrix.ts'
import { add, expression, mul, sub } from './expression.ts'
import { assertColumnsOf, curvatureTriangle } from './internal/curvature-triangle.ts'
import { onEngine } from './internal/operands.ts'
import { solveUpper } from './internal/solve-upper.ts'
import { scope } from './internal/scope-stack.ts'
import { gemm, map, operands } from './internal/unchecked.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  type VectorLike,
} from './matrix.ts'

const weightedDifference = /* @__PURE__ */ expression((delta, alpha, gamma, b) =>
  sub(mul(delta, alpha), mul(gamma, b)),
)
const scaledSum = /* @__PURE__ */ expression((gamma, a, b) => add(mul(gamma, a), b))

/** Options of {@link twoLoop}. */
export interface TwoLoopOptions {
  /** γ > 0 of H₀ = γ I. @defaultValue `1` */
  readonly gamma?: number
}

/**
 * H V by the two-loop recursion, for one vector or a block of them. With a gradient as V, −H V is
 * the L-BFGS direction.
 *
 * @param pairs - with sᵀy > 0 for every pair held
 * @param v - n×k
 * @returns n×k
 * @throws ShapeError if the shapes do not fit
 *
 * @example
 * ```ts
 * import { appendPair, emptyPairs } from '@kq/linalg/curvature-pairs'
 * import { twoLoop } from '@kq/linalg/lbfgs'
 *
 * const pairs = appendPair(emptyPairs(5, 2), [1, 0], [2, 0])
 * twoLoop(pairs, [4, 3]).toArray() // [[2], [3]]
 * ```
 */
export function twoLoop(
  pairs: CurvaturePairs<HostMatrixLike>,
  v: HostVectorLike,
  options?: TwoLoopOptions,
): DenseMatrix
export function twoLoop(
  pairs: CurvaturePairs<MatrixLike>,
  v: VectorLike,
  options?: TwoLoopOptions,
): Matrix
export function twoLoop(
  pairs: CurvaturePairs<MatrixLike>,
  v: VectorLike,
  { gamma = 1 }: TwoLoopOptions = {},
): Matrix {
  return scope(() => {
    const [S, Y] = operands(pairs.S, pairs.Y)
    const { R, delta } = curvatureTriangle('twoLoop', S, Y, gamma)
    const V = onEngine(v, S.engine)
    assertColumnsOf('twoLoop', S, V)
    const alpha = solveUpper(R, gemm(S, V), false)
    const Q = gemm(Y, alpha, { transposeA: true, alpha: -1, c: V })
    const right = map(weightedDifference, delta, alpha, gamma, gemm(Y, Q))
    const c = solveUpper(R, right, true)
    return map(scaledSum, gamma, Q, gemm(S, c, { transposeA: true }))
  })
}
