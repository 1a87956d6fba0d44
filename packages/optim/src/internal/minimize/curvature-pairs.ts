/*
 * The pairs of L-BFGS in float64 vectors that are never moved or allocated again, and the two-loop
 * recursion: Nocedal and Wright, Numerical Optimization (2nd ed.), algorithm 7.4, H₀ = γ I with
 * γ = sᵀy / yᵀy of the newest pair (7.20).
 *
 * Each pass of the recursion updates q with one pair and takes the next pair's inner product on the
 * way: for long vectors the time is that of reading S and Y twice.
 */
import type { Point } from './protocol.ts'
import { axpyDot, dot, scale } from './vector.ts'

/** cos(s, y) below which a pair is refused: it would say more of rounding errors than of f. */
const leastCosine = 1e-12

/** The newest pairs (s, y), and H made of them. */
export interface CurvaturePairs {
  count(): number
  /** Takes the pair of a step, unless its curvature is not positive; returns ‖s‖∞. */
  add(from: Point, to: Point): number
  /** Writes a H v to `into`. */
  apply(a: number, v: Float64Array, into: Float64Array): Float64Array
  clear(): void
}

/** Room for `memory` pairs of vectors of n numbers. */
export function curvaturePairs(memory: number, n: number): CurvaturePairs {
  // One row more than pairs: the row after the newest is free for a pair that may be refused.
  const rows = memory + 1
  const vectors = (): Float64Array[] => {
    const buffer = new Float64Array(rows * n)
    return Array.from({ length: rows }, (_, row) => buffer.subarray(row * n, (row + 1) * n))
  }
  const S = vectors()
  const Y = vectors()
  const curvature = new Float64Array(rows)
  const alpha = new Float64Array(rows)
  let count = 0
  let newest = 0
  let gamma = 1

  return {
    count: () => count,
    add(from, to) {
      const row = (newest + 1) % rows
      const s = S[row]
      const y = Y[row]
      const x0 = from.x
      const x1 = to.x
      const g0 = from.gradient
      const g1 = to.gradient
      let ss = 0
      let sy = 0
      let yy = 0
      let step = 0
      for (let i = 0; i < n; i++) {
        const a = x1[i] - x0[i]
        const b = g1[i] - g0[i]
        s[i] = a
        y[i] = b
        ss += a * a
        sy += a * b
        yy += b * b
        const size = Math.abs(a)
        if (size > step) step = size
      }
      if (sy / yy < Number.POSITIVE_INFINITY && sy > leastCosine * Math.sqrt(ss) * Math.sqrt(yy)) {
        curvature[row] = sy
        gamma = sy / yy
        newest = row
        count = Math.min(count + 1, memory)
      }
      return step
    },
    apply(a, v, into) {
      scale(a, v, into)
      if (count === 0) return into
      let row = newest
      let product = dot(S[row], into)
      for (let k = 1; ; k++) {
        alpha[row] = product / curvature[row]
        const older = k < count ? (row + memory) % rows : row
        const z = k < count ? S[older] : Y[row]
        product = axpyDot(-alpha[row], Y[row], into, z)
        row = older
        if (k === count) break
      }
      scale(gamma, into, into)
      product *= gamma
      for (let k = 1; k <= count; k++) {
        const newer = k < count ? (row + 1) % rows : row
        product = axpyDot(alpha[row] - product / curvature[row], S[row], into, Y[newer])
        row = newer
      }
      return into
    },
    clear() {
      count = 0
      gamma = 1
    },
  }
}
