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
import type { DenseMatrix } from './dense-matrix.ts'
import type { Engine } from './engine.ts'
import { add, expression, mul, sub } from './expression.ts'
import type { HostEngine, HostMatrix } from './host.ts'
import { assertColumns } from './internal/assert-columns.ts'
import { assertColumnsOf, assertPairs, curvatureTriangle } from './internal/curvature-triangle.ts'
import { onEngine } from './internal/operands.ts'
import { plainEngine, plainOf } from './internal/plain-engine.ts'
import { solveUpper } from './internal/solve-upper.ts'
import { scope, track } from './internal/scope-stack.ts'
import {
  gemm,
  isPlain,
  map,
  operands,
  select,
  slice,
  transpose,
  zeros,
} from './internal/unchecked.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  type VectorLike,
} from './matrix.ts'

/**
 * Up to p curvature pairs, one a row, newest last. Rows not yet filled are zero and come first, so
 * nothing needs to know how many there are.
 */
export interface CurvaturePairs<M extends MatrixLike = Matrix> {
  /** Steps, p×n. */
  readonly S: M
  /** Changes of the gradient, p×n. */
  readonly Y: M
}

function assertCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw new RangeError(`emptyPairs: ${name} is ${value}; expected a whole number, at least 1`)
}

/** Room for `memory` pairs of vectors of `dimension` numbers. */
export function emptyPairs(memory: number, dimension: number): CurvaturePairs<DenseMatrix>
export function emptyPairs(
  memory: number,
  dimension: number,
  engine: HostEngine,
): CurvaturePairs<HostMatrix>
export function emptyPairs(memory: number, dimension: number, engine: Engine): CurvaturePairs
export function emptyPairs(
  memory: number,
  dimension: number,
  engine: Engine = plainEngine,
): CurvaturePairs {
  assertCount('memory', memory)
  assertCount('dimension', dimension)
  const room = (): Matrix => zeros(engine, memory, dimension)
  return { S: room(), Y: room() }
}

function appendRow(store: Matrix, row: Matrix): Matrix {
  const { rows, columns, engine } = store
  if (isPlain(store) && isPlain(row)) {
    return plainOf(rows, columns, (i, j) => (i < rows - 1 ? store.get(i + 1, j) : row.get(j, 0)))
  }
  const newest = transpose(row)
  const parts = rows === 1 ? [newest] : [slice(store, { rowStart: 1 }), newest]
  return track(engine.concat(parts, 'rows'))
}

/**
 * The pairs with (s, y) as the newest; the oldest goes where all places were taken.
 *
 * @param s - n×1
 * @param y - n×1, with sᵀy > 0: `pairStatusCode` tells
 * @param accept - 1×1; where it is 0 the pairs stay as they are
 * @throws ShapeError if the shapes do not fit
 */
export function appendPair(
  pairs: CurvaturePairs<HostMatrixLike>,
  s: HostVectorLike,
  y: HostVectorLike,
  accept?: HostMatrixLike,
): CurvaturePairs<DenseMatrix>
export function appendPair(
  pairs: CurvaturePairs<MatrixLike>,
  s: VectorLike,
  y: VectorLike,
  accept?: MatrixLike,
): CurvaturePairs
export function appendPair(
  pairs: CurvaturePairs<MatrixLike>,
  s: VectorLike,
  y: VectorLike,
  accept?: MatrixLike,
): CurvaturePairs {
  return scope(() => {
    const [S, Y, newS, newY] = operands(pairs.S, pairs.Y, s, y)
    assertPairs('appendPair', S, Y, 1)
    assertColumns('appendPair', S.columns, { s: newS, y: newY })
    const next = { S: appendRow(S, newS), Y: appendRow(Y, newY) }
    if (accept === undefined) return next
    const accepted = onEngine(accept, S.engine)
    assertColumns('appendPair', 1, { accept: accepted })
    return { S: select(accepted, next.S, S), Y: select(accepted, next.Y, Y) }
  })
}

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
 * import { appendPair, emptyPairs, twoLoop } from '@kq/linalg/lbfgs'
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
