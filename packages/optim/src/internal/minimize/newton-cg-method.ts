/*
 * Line search Newton-CG: algorithm 7.1 of Nocedal and Wright, Numerical Optimization (2nd ed.).
 *
 *   ∇²f d ≈ −g by conjugate gradients until ‖∇²f d + g‖ ≤ η ‖g‖ or curvature is not positive,   x⁺ = x + α d
 *
 * Departures: η is Eisenstat and Walker's. Where the line search fails, it begins anew along −g.
 */
import type { NewtonCgOptions } from '../../newton-cg.ts'
import { moreThuenteSteps } from '../../line-search/more-thuente.ts'
import { createForcing, mostProducts } from './forcing.ts'
import { hessianProducts } from './hessian-products.ts'
import type { Steps } from './protocol.ts'
import type { Run } from './run.ts'
import { search } from './search.ts'
import { truncatedCg } from './truncated-cg.ts'
import { dot, scale } from './vector.ts'

/** A decrease below this share of |f| is lost in rounding. */
const rounding = 1e-12

export function* newtonCgMethod(run: Run, options: NewtonCgOptions): Steps {
  const { lineSearch = moreThuenteSteps } = options
  const product = hessianProducts(run, options)
  const forcing = createForcing()
  let current = run.start
  let last = 0
  let steepest = false
  for (;;) {
    const at = current
    const { gradient, x } = at
    let direction = scale(-1, gradient, new Float64Array(run.size))
    let isNewton = false
    if (!steepest) {
      const cg = yield* truncatedCg({
        gradient,
        product: (d) => product(at, d),
        tolerance: forcing(Math.sqrt(dot(gradient, gradient))),
        maxProducts: mostProducts(run.size),
      })
      isNewton = cg.end === 'solved' || cg.step.some((value, i) => value !== direction[i])
      direction = cg.step
    }
    const slope = dot(gradient, direction)
    // The first step along −g moves x by min(1, ‖g‖∞), later ones as far as the step before.
    const length = Math.sqrt(dot(direction, direction))
    const reach = 10 * Math.max(1, Math.sqrt(dot(x, x)))
    const initialStep = isNewton
      ? Math.min(1, reach / length)
      : (last || Math.min(1, at.norm)) / at.norm
    const line = { from: at, direction, slope, initialStep }
    const point = slope < 0 ? (yield* search(run, lineSearch, line)).point : undefined
    if (point) {
      last = 0
      for (let i = 0; i < x.length; i++) last = Math.max(last, Math.abs(point.x[i] - x[i]))
      const stop = run.iterated(point, last)
      if (stop) return stop
      current = point
      steepest = false
    } else if (Math.abs(slope) <= rounding * Math.abs(at.value)) return 'decrease-small'
    else if (steepest) return 'line-search-failed'
    else steepest = true
  }
}
