/*
 * The pairs of L-BFGS, and the two-loop recursion: Nocedal and Wright, Numerical Optimization (2nd
 * ed.), algorithm 7.4, H₀ = γ I with γ = sᵀy / yᵀy of the newest pair (7.20).
 *
 * Each pass of the recursion updates q with one pair and takes the next pair's inner product on the
 * way: for long vectors the time is that of reading S and Y twice. The vectors of the oldest pair
 * serve the next one, so that nothing of length n is allocated once all pairs are held.
 */
import type { Point } from './protocol.ts'
import { axpyDot, dot, scale } from './vector.ts'

/** A step and the change of the gradient, with sᵀy > 0. */
export interface CurvaturePair {
  readonly s: Float64Array
  readonly y: Float64Array
  /** sᵀy. */
  readonly sy: number
  /** sᵀy / yᵀy. */
  readonly gamma: number
}

/**
 * Appends the pair of a step, newest last, unless its curvature is not positive. Where there are
 * `memory` pairs the oldest gives its place.
 *
 * @returns ‖s‖∞
 */
export function appendPair(pairs: CurvaturePair[], memory: number, from: Point, to: Point): number {
  const { s, y } = (pairs.length >= memory && pairs.shift()) || {
    s: from.x.slice(),
    y: from.x.slice(),
  }
  const { x: x0, gradient: g0 } = from
  const { x: x1, gradient: g1 } = to
  let ss = 0
  let sy = 0
  let yy = 0
  let step = 0
  for (let i = 0; i < s.length; i++) {
    const a = (s[i] = x1[i] - x0[i])
    const b = (y[i] = g1[i] - g0[i])
    ss += a * a
    sy += a * b
    yy += b * b
    step = Math.max(step, Math.abs(a))
  }
  const gamma = sy / yy
  // With a smaller cosine of s and y it would say more of rounding errors than of f.
  if (sy > 1e-12 * Math.sqrt(ss) * Math.sqrt(yy) && gamma < 1 / 0) {
    pairs.push({ s, y, sy, gamma })
  }
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
  const alpha: number[] = []
  let product = dot(into, pairs[last].s)
  for (let i = last; i >= 0; i--) {
    const { y, sy } = pairs[i]
    alpha[i] = product / sy
    product = axpyDot(-alpha[i], y, into, i > 0 ? pairs[i - 1].s : y)
  }
  const { gamma } = pairs[last]
  scale(gamma, into, into)
  product *= gamma
  for (let i = 0; i <= last; i++) {
    const { s, sy } = pairs[i]
    product = axpyDot(alpha[i] - product / sy, s, into, i < last ? pairs[i + 1].y : s)
  }
  return into
}
