/*
 * The pairs of L-BFGS, and the two-loop recursion: Nocedal and Wright, Numerical Optimization (2nd
 * ed.), algorithm 7.4, H₀ = γ I with γ = sᵀy / yᵀy of the newest pair (7.20).
 *
 * Each pass of the recursion updates q with one pair and takes the next pair's inner product on the
 * way: for long vectors the time is that of reading S and Y twice. The vectors of a pair that is
 * dropped serve the next one, so that nothing of length n is allocated once `memory` pairs are held.
 */
import type { Point } from './protocol.ts'
import { axpyDot, dot, scale } from './vector.ts'

/** cos(s, y) below which a pair is refused: it would say more of rounding errors than of f. */
const leastCosine = 1e-12

/** A step and the change of the gradient, with sᵀy > 0. */
export interface CurvaturePair {
  readonly s: Float64Array
  readonly y: Float64Array
  /** sᵀy. */
  sy: number
  /** yᵀy. */
  yy: number
  /** α of the recursion. */
  alpha: number
}

/**
 * Appends the pair of a step to at most `memory` ones, newest last, unless its curvature is not
 * positive.
 *
 * @param free - takes the place of a pair that is not in use
 * @returns ‖s‖∞
 */
export function appendPair(
  pairs: CurvaturePair[],
  memory: number,
  free: CurvaturePair[],
  from: Point,
  to: Point,
): number {
  const n = from.x.length
  const pair = free.pop() ?? {
    s: new Float64Array(n),
    y: new Float64Array(n),
    sy: 0,
    yy: 0,
    alpha: 0,
  }
  const { s, y } = pair
  const { x: x0, gradient: g0 } = from
  const { x: x1, gradient: g1 } = to
  let ss = 0
  let sy = 0
  let yy = 0
  let step = 0
  for (let i = 0; i < n; i++) {
    const a = (s[i] = x1[i] - x0[i])
    const b = (y[i] = g1[i] - g0[i])
    ss += a * a
    sy += a * b
    yy += b * b
    const size = Math.abs(a)
    if (size > step) step = size
  }
  pair.sy = sy
  pair.yy = yy
  const positive = sy / yy < 1 / 0 && sy > leastCosine * Math.sqrt(ss) * Math.sqrt(yy)
  if (positive) pairs.push(pair)
  if (!positive) free.push(pair)
  else if (pairs.length > memory) free.push(pairs.shift() as CurvaturePair)
  return step
}

/** Writes a H v to `into`: the two-loop recursion. */
export function applyPairs(
  pairs: readonly CurvaturePair[],
  a: number,
  v: Float64Array,
  into: Float64Array,
): Float64Array {
  scale(a, v, into)
  const last = pairs.length - 1
  if (last < 0) return into
  let product = dot(pairs[last].s, into)
  for (let i = last; i >= 0; i--) {
    const pair = pairs[i]
    pair.alpha = product / pair.sy
    product = axpyDot(-pair.alpha, pair.y, into, i > 0 ? pairs[i - 1].s : pair.y)
  }
  const gamma = pairs[last].sy / pairs[last].yy
  scale(gamma, into, into)
  product *= gamma
  for (let i = 0; i <= last; i++) {
    const { s, sy, alpha } = pairs[i]
    product = axpyDot(alpha - product / sy, s, into, i < last ? pairs[i + 1].y : s)
  }
  return into
}
