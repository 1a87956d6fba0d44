/*
 * L-BFGS: Nocedal, Math. Comp. 35 (1980); Liu and Nocedal, Math. Programming 45 (1989); algorithm
 * 7.5 of Nocedal and Wright, Numerical Optimization (2nd ed.).
 *
 *   d = −H g,   x⁺ = x + α d,   s = x⁺ − x,   y = g⁺ − g
 *
 * Departures: a pair without positive curvature is refused; where the line search fails, the pairs
 * are dropped and the search begins anew along −g.
 */
import type { LbfgsOptions } from '../../lbfgs.ts'
import { moreThuenteSteps } from '../../line-search/more-thuente.ts'
import { checkWhole } from '../../option-checks.ts'
import { curvaturePairs } from './curvature-pairs.ts'
import type { Steps } from './protocol.ts'
import type { Run } from './run.ts'
import { search } from './search.ts'
import { firstStep } from './first-step.ts'
import { dot } from './vector.ts'

/** A decrease below this share of |f| is lost in rounding. */
const rounding = 1e-12

export function* lbfgsMethod(
  run: Run,
  { memory = 10, lineSearch = moreThuenteSteps }: LbfgsOptions,
): Steps {
  checkWhole('lbfgs', 'memory', memory, 1)
  const pairs = curvaturePairs(memory, run.size)
  const direction = new Float64Array(run.size)
  run.inverseHessian = (v) => pairs.apply(1, v, new Float64Array(run.size))
  let current = run.start
  let last = 0
  let flat = false
  for (;;) {
    const first = pairs.count() === 0
    pairs.apply(first ? -firstStep(current, last) : -1, current.gradient, direction)
    const slope = dot(current.gradient, direction)
    if (slope < 0 || first) {
      flat ||= !first && -slope <= rounding * Math.abs(current.value)
      const { point } = yield* search(run, lineSearch, { from: current, direction, slope })
      if (point) {
        last = pairs.add(current, point)
        const stop = run.iterated(point, last)
        if (stop) return stop
        current = point
        flat = false
        continue
      }
      if (first) return flat ? 'decrease-small' : 'line-search-failed'
    }
    pairs.clear()
  }
}
