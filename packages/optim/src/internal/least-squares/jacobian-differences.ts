/*
 * ∂r/∂xⱼ ≈ (r(x + hⱼ eⱼ) − r(x)) / hⱼ,  hⱼ = √ε max(1e-4, |xⱼ|): `fdjac2` of MINPACK, but for xⱼ
 * near 0, where its √ε |xⱼ| is lost in the rounding of r. Central:
 * (r(x + hⱼ eⱼ) − r(x − hⱼ eⱼ)) / 2hⱼ,  hⱼ = ε^(1/3) max(1, |xⱼ|): Nocedal and Wright, Numerical Optimization
 * (2nd ed.), section 8.1.
 */
import { type Box, clampTo } from '../minimize/box.ts'
import type { Steps } from '../minimize/protocol.ts'

/** |xⱼ| below which steps do not shrink any more. */
const leastSize = 1e-4
const forwardStep = Math.sqrt(Number.EPSILON)
const centralStep = Math.cbrt(Number.EPSILON)

/** r at x; `undefined` where it is not finite. */
export type ResidualsAt = (x: Float64Array) => Steps<Float64Array | undefined>

/**
 * J, column-major. Where r is not finite on one side, or the bounds leave no room there, the difference
 * is taken to the other; a column is 0 where neither can be.
 */
export function* jacobianDifferences(
  kind: 'forward' | 'central',
  residualsAt: ResidualsAt,
  box: Box,
  point: Float64Array,
  residuals: Float64Array,
): Steps<Float64Array> {
  const m = residuals.length
  const x = point.slice()
  const jacobian = new Float64Array(m * x.length)
  for (let j = 0; j < x.length; j++) {
    const middle = x[j]
    const size = Math.abs(middle)
    const h =
      kind === 'forward' ? forwardStep * Math.max(leastSize, size) : centralStep * Math.max(1, size)
    const at = function* (to: number): Steps<Float64Array | undefined> {
      x[j] = to
      const found = to === middle ? undefined : yield* residualsAt(x)
      x[j] = middle
      return found
    }
    let right = clampTo(box, j, middle + h)
    let left = clampTo(box, j, middle - h)
    let above = yield* at(right)
    let below = kind === 'central' || !above ? yield* at(left) : undefined
    if (!above) [right, above] = [middle, residuals]
    if (!below) [left, below] = [middle, residuals]
    // Divided by what float64 makes of the distance.
    if (right > left) {
      for (let i = 0; i < m; i++) jacobian[j * m + i] = (above[i] - below[i]) / (right - left)
    }
  }
  return jacobian
}
