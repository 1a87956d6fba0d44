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
import { appendPair, applyPairs, type CurvaturePair } from './curvature-pairs.ts'
import type { Steps } from './protocol.ts'
import type { Run } from './run.ts'
import { search } from './search.ts'
import { dot, maxNorm } from './vector.ts'

export function* lbfgsMethod(
  run: Run,
  { memory = 10, lineSearch = moreThuenteSteps }: LbfgsOptions,
): Steps {
  const pairs: CurvaturePair[] = []
  const direction = new Float64Array(run.size)
  run.inverseHessian = (v) => applyPairs(pairs, 1, v, v)
  let current = run.start
  let last = 0
  for (;;) {
    // The first step moves x by as much as x says of its scale, or as far as the step before.
    last ||= Math.min(current.norm, Math.max(1, maxNorm(current.x) / 2))
    const factor = pairs.length ? -1 : -last / current.norm
    applyPairs(pairs, factor, current.gradient, direction)
    const slope = dot(current.gradient, direction)
    const line = { from: current, direction, slope }
    const point = slope < 0 && (yield* search(run, lineSearch, line)).point
    if (point) {
      last = appendPair(pairs, memory, current, point)
      const stop = run.iterated(point, last)
      if (stop) return stop
      current = point
    } else {
      const isLost = Math.abs(slope) <= 1e-12 * Math.abs(current.value)
      // Along −∇f, a step of 1 has the last word: ∇f may be small since f is.
      if (pairs.length ? isLost : last >= 1) return isLost ? 'decrease-small' : 'line-search-failed'
      if (pairs.length) pairs.length = 0
      else last = 1
    }
  }
}
