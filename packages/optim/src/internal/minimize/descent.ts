/*
 * Descent with a model H of (∇²f)⁻¹: Nocedal and Wright, Numerical Optimization (2nd ed.), algorithm
 * 6.1, for any H.
 *
 *   d = −H g,   x⁺ = x + α d,   s = x⁺ − x
 *
 * Where the line search fails the model forgets what it knows, and the search begins anew along −g.
 */
import type { LineSearch } from '../../line-search.ts'
import type { Point, Steps } from './protocol.ts'
import type { Run } from './run.ts'
import { search } from './search.ts'
import { addScaled, dot, maxNorm, scale } from './vector.ts'

/** A decrease below this share of |f| is lost in rounding. */
const rounding = 1e-12

/** A step that was taken. */
export interface Taken {
  readonly from: Point
  readonly to: Point
  /** x(to) − x(from). */
  readonly s: Float64Array
  /** d of the line search, −H ∇f(from) with the H of then. */
  readonly direction: Float64Array
}

/** What a method knows of (∇²f)⁻¹. */
export interface InverseModel {
  /** Whether it knows nothing, so that H v = v says nothing of lengths. */
  fresh(): boolean
  /** Writes H v to `into`. */
  apply(v: Float64Array, into: Float64Array): Float64Array
  learn(taken: Taken): void
  /** Makes it fresh. */
  forget(): void
}

export function* descend(run: Run, lineSearch: LineSearch, model: InverseModel): Steps {
  const direction = new Float64Array(run.size)
  const s = new Float64Array(run.size)
  let current = run.start
  let last = 0
  for (;;) {
    const fresh = model.fresh()
    // The first step moves x by as much as x says of its scale, or as far as the step before.
    last ||= Math.min(current.norm, Math.max(1, maxNorm(current.x) / 2))
    const factor = fresh ? last / current.norm : 1
    scale(-factor, model.apply(current.gradient, direction), direction)
    const slope = dot(current.gradient, direction)
    const line = { from: current, direction, slope }
    const point = slope < 0 ? (yield* search(run, lineSearch, line)).point : undefined
    if (point) {
      last = maxNorm(addScaled(point.x, -1, current.x, s))
      model.learn({ from: current, to: point, s, direction })
      const stop = run.iterated(point, last)
      if (stop) return stop
      current = point
    } else if (!fresh) model.forget()
    else if (Math.abs(slope) <= rounding * Math.abs(current.value)) return 'decrease-small'
    else return 'line-search-failed'
  }
}
