/*
 * L-BFGS-B: Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16 (1995); Zhu, Byrd, Lu and Nocedal, ACM
 * TOMS 23 (1997), algorithm 778; Morales and Nocedal, ACM TOMS 38 (2011).
 *
 *   x̄ = minimiser of the model within the bounds,   d = x̄ − x,   x⁺ = x + α d
 *
 * Departures: pairs are refused by the cosine of s and y. The first step is bounded through θ, not
 * through α, so that it follows the projected gradient's path. The points of the line search are put back on bounds that rounding has
 * made them miss, so that all of them are within the bounds to the last bit. Without bounds, the
 * two-loop recursion of L-BFGS computes the same steps.
 */
import type { LbfgsOptions } from '../../lbfgs.ts'
import { moreThuenteSteps } from '../../line-search/more-thuente.ts'
import { boundedModelStep, solveFree } from './bounded-model-step.ts'
import { type Box, longestStep, roomOf, settle } from './box.ts'
import { allFree, compactHessian } from './compact-hessian.ts'
import { lbfgsMethod } from './lbfgs-method.ts'
import type { Point } from './protocol.ts'
import type { Run } from './run.ts'
import { search } from './search.ts'
import type { Method } from './solve.ts'
import { dot, maxNorm, scale } from './vector.ts'

/** A decrease below this share of |f| is lost in rounding. */
const rounding = 1e-12

/** Line searches have limits of their own beyond this. */
const farthest = 1e20

/** What steps without curvature are lengthened by. */
const farther = 10

/**
 * θ of a model without pairs. Where all variables have two bounds they say how far is far, and θ = 1;
 * elsewhere minus the gradient leads as far as `reach`, or at first as far as x says of its scale.
 */
function firstCurvature(box: Box, { x, gradient }: Point, reach: number): number {
  if (box.closed && !reach) return 1
  const free = gradient.map((value, i) => (roomOf(box, x, gradient, i) > 0 ? value : 0))
  const largest = maxNorm(free)
  scale(1 / largest, free, free)
  const norm = largest * Math.sqrt(dot(free, free))
  return norm / (reach || Math.min(norm, Math.max(1, maxNorm(x) / 2)))
}

/** @param box - where `run.start` is, and where the run measures its points */
export function lbfgsbMethod(box: Box): Method<LbfgsOptions> {
  return function* method(run, options) {
    if (!box.bounded) return yield* lbfgsMethod(run, options)
    const { memory = 10, lineSearch = moreThuenteSteps } = options
    const hessian = compactHessian(Math.max(1, Math.ceil(memory)), run.size)
    const direction = new Float64Array(run.size)
    run.inverseHessian = (v) => {
      if (hessian.count() > 0) solveFree(hessian, allFree(run.size), v)
      return v
    }
    let current = run.start
    const within: Run = {
      ...run,
      *evaluate(point: Point) {
        settle(box, current.x, point.x)
        yield* run.evaluate(point)
      },
    }
    // How far steps may lead while there are no pairs; 0 before the first.
    let reach = 0
    for (;;) {
      const first = hessian.count() === 0
      if (first) hessian.clear(firstCurvature(box, current, reach))
      const known = boundedModelStep(box, hessian, current, direction)
      const slope = dot(current.gradient, direction)
      if (known && slope < 0) {
        const longest = Math.max(1, longestStep(box, current.x, direction))
        const { point } = yield* search(within, lineSearch, {
          from: current,
          direction,
          slope,
          maxStep: longest < farthest ? longest : undefined,
        })
        if (point) {
          const step = hessian.add(current, point)
          // Where f does not curve upwards, only bounds end a step.
          reach = hessian.count() > 0 ? step : farther * step
          const stop = run.iterated(point, step)
          if (stop) return stop
          current = point
          continue
        }
      }
      if (known && Math.abs(slope) <= rounding * Math.abs(current.value)) return 'decrease-small'
      if (first) return 'line-search-failed'
      hessian.clear(1)
    }
  }
}
