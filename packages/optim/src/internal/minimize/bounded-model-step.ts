/*
 * A step to the minimum of the quadratic model within bounds, nearly: from the Cauchy point to the
 * minimiser over the variables that are free there. Direct primal method, section 5.1 of Byrd, Lu, Nocedal
 * and Zhu, SIAM J. Sci. Comput. 16 (1995); the projection of its end into the bounds is that of Morales
 * and Nocedal, ACM TOMS 38 (2011), remark on algorithm 778.
 *
 * Departure: the projected end is taken where the model is no higher there than at the Cauchy point, on
 * which convergence rests. Morales and Nocedal ask only that it be downhill, which a step nearly across
 * the gradient is too.
 *
 *   r = −(g + B(xᶜ − x)) of the free variables      d̂ = B_F⁻¹ r
 */
import { type Box, clampTo } from './box.ts'
import { cauchyPoint } from './cauchy-point.ts'
import type { CompactHessian, Partition } from './compact-hessian.ts'
import type { Point } from './protocol.ts'
import type { SaddleSystem } from './saddle-system.ts'
import { dot } from './vector.ts'

/** Which variables are not at a bound. */
function partition({ lower, upper }: Box, x: Float64Array): Partition {
  // The free ones from the left, the others from the right.
  const order = new Int32Array(x.length)
  let free = 0
  let fixed = x.length
  for (let i = 0; i < x.length; i++) {
    if (x[i] > lower[i] && x[i] < upper[i]) order[free++] = i
    else order[--fixed] = i
  }
  return { free: order.subarray(0, free), fixed: order.subarray(free) }
}

/** r ← B_F⁻¹ r, for an r that is 0 outside of F; says whether rounding allowed it. */
export function solveFree(hessian: CompactHessian, parts: Partition, r: Float64Array): boolean {
  const theta = hessian.theta()
  const system = hessian.system(parts)
  if (!system) return false
  const v = system.solve(hessian.transposed(r))
  for (let i = 0; i < r.length; i++) r[i] /= theta
  hessian.accumulate(1 / (theta * theta), v, r)
  for (const i of parts.fixed) r[i] = 0
  return true
}

/** gᵀd + dᵀBd / 2. */
function modelValue(
  hessian: CompactHessian,
  middle: SaddleSystem,
  gradient: Float64Array,
  d: Float64Array,
): number {
  const w = hessian.transposed(d)
  return dot(gradient, d) + (hessian.theta() * dot(d, d) - dot(w, middle.solve(w.slice()))) / 2
}

/**
 * Writes the step to `step`; x + step is within the bounds, but for rounding.
 *
 * @returns whether it could be computed; where not, the pairs are of no more use
 */
export function boundedModelStep(
  box: Box,
  hessian: CompactHessian,
  { x, gradient }: Point,
  step: Float64Array,
): boolean {
  const n = x.length
  const pairs = hessian.count()
  const theta = hessian.theta()
  const target = x.slice()
  const r = step
  const middle = pairs > 0 ? hessian.middle() : undefined
  if (pairs > 0 && !middle) return false
  const c = cauchyPoint(box, hessian, middle, x, gradient, target)
  const parts = partition(box, target)
  for (let i = 0; i < n; i++) r[i] = -gradient[i] - theta * (target[i] - x[i])
  if (middle) hessian.accumulate(1, middle.solve(c), r)
  for (const i of parts.fixed) r[i] = 0
  if (middle && parts.free.length > 0) {
    if (!solveFree(hessian, parts, r)) return false
    const cauchy = target.map((value, i) => value - x[i])
    const projected = target.map((value, i) => clampTo(box, i, value + r[i]) - x[i])
    const model = (d: Float64Array): number => modelValue(hessian, middle, gradient, d)
    if (model(projected) <= model(cauchy)) {
      step.set(projected)
      return true
    }
    // Towards the end that is not projected, up to the first bound.
    let share = 1
    for (const i of parts.free) {
      if (r[i] === 0) continue
      share = Math.min(share, ((r[i] < 0 ? box.lower[i] : box.upper[i]) - target[i]) / r[i])
    }
    for (const i of parts.free) target[i] = clampTo(box, i, target[i] + share * r[i])
  }
  for (let i = 0; i < n; i++) step[i] = target[i] - x[i]
  return true
}
