/*
 * A trust region around x in which the quadratic model is minimised by conjugate gradients: algorithms
 * 4.1 and 7.2 of Nocedal and Wright, Numerical Optimization (2nd ed.); Steihaug (1983).
 *
 *   p ≈ argmin q(p) = gᵀp + ½ pᵀ∇²f p,  ‖p‖ ≤ Δ,      ρ = (f(x) − f(x + p)) / −q(p)
 *
 * x + p is taken where ρ > η. Δ becomes ‖p‖/4 where ρ < ¼, and 2Δ where ρ > ¾ and ‖p‖ = Δ.
 *
 * Departure: where all that q promises at x is lost in the rounding of f, and the decrease of f too,
 * −pᵀ(g + g⁺)/2 stands in for f(x) − f(x + p): what Hager and Zhang (SIAM J. Optim. 16, 2005) do in line
 * searches.
 */
import type { TrustRegionOptions } from '../../trust-region.ts'
import { createForcing, mostProducts } from './forcing.ts'
import { hessianProducts } from './hessian-products.ts'
import type { Steps } from './protocol.ts'
import type { Run } from './run.ts'
import { truncatedCg } from './truncated-cg.ts'
import { addScaled, dot } from './vector.ts'

/** A decrease below this share of |f| is lost in rounding. */
const rounding = 1e-12
/** η. */
const leastRatio = 1e-4
/** Where the region is as large as this and f still falls, it has no minimum. */
const endless = 1e20
/** Products kept for the steps after a rejection. */
const keptProducts = 100

export function* trustRegionMethod(run: Run, options: TrustRegionOptions): Steps {
  const { initialRadius, maxRadius = endless } = options
  const product = hessianProducts(run, options)
  const forcing = createForcing()
  let current = run.start
  let radius = initialRadius ?? Math.max(1, Math.sqrt(dot(current.x, current.x)) / 10)
  for (;;) {
    const at = current
    const { gradient, x, value } = at
    const tolerance = forcing(Math.sqrt(dot(gradient, gradient)))
    // Directions do not depend on the radius: after a rejection their products are known.
    const known: Float64Array[] = []
    let promise = 0
    for (;;) {
      radius = Math.min(radius, maxRadius)
      let asked = 0
      const { step, change, end } = yield* truncatedCg({
        gradient,
        *product(d) {
          const k = asked++
          const held = known[k] ?? (yield* product(at, d))
          if (k < keptProducts) known[k] = held
          return held
        },
        tolerance,
        maxProducts: mostProducts(run.size),
        radius,
      })
      promise = Math.max(promise, -change)
      const trial = run.spare(at)
      addScaled(x, 1, step, trial.x)
      let moved = 0
      for (let i = 0; i < x.length; i++) moved = Math.max(moved, Math.abs(trial.x[i] - x[i]))
      const isLost = promise <= rounding * Math.abs(value)
      // A promise that f keeps at no distance is a gradient's that is not f's.
      if (!moved) return isLost ? 'step-small' : 'line-search-failed'
      yield* run.evaluate(trial)
      const length = Math.sqrt(dot(step, step))
      let fall = value - trial.value
      if (isLost && Math.abs(fall) <= rounding * Math.abs(value)) {
        fall = -(dot(step, gradient) + dot(step, trial.gradient)) / 2
      }
      const isKnown = Number.isFinite(trial.norm) && change < 0
      const ratio = isKnown ? fall / -change : Number.NEGATIVE_INFINITY
      if (ratio > 0.75 && end === 'boundary') {
        if (radius >= endless) return 'unbounded'
        radius *= 2
      } else if (!(ratio >= 0.25)) radius = length / 4
      if (ratio > leastRatio) {
        const stop = run.iterated(trial, moved)
        if (stop) return stop
        current = trial
        break
      }
      if (isLost) return 'decrease-small'
    }
  }
}
