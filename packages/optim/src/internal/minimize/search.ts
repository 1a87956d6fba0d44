import type { LineSearch } from '../../line-search.ts'
import type { Point, Steps } from './protocol.ts'
import type { Run } from './run.ts'
import { addScaled, dot } from './vector.ts'

/** Where to search. */
export interface SearchLine {
  readonly from: Point
  readonly direction: Float64Array
  /** ∇f(from)ᵀ direction, below 0. */
  readonly slope: number
  /** @defaultValue `1` */
  readonly initialStep?: number
  readonly maxStep?: number | undefined
}

/** Where a search ended. */
export interface SearchEnd {
  /** The point found, evaluated; `undefined` where none was good enough to go on from. */
  readonly point: Point | undefined
}

/**
 * Walks from a point along a direction with a line search. A point that meets the search's
 * conditions or is lower than `from` is good enough.
 */
export function* search(
  run: Run,
  lineSearch: LineSearch,
  { from, direction, slope, initialStep = 1, maxStep }: SearchLine,
): Steps<SearchEnd> {
  const steps = lineSearch({ value: from.value, slope, initialStep, maxStep })
  let point = from
  let last = 0
  let turn = steps.next()
  while (!turn.done) {
    last = turn.value
    point = run.spare(from)
    addScaled(from.x, last, direction, point.x)
    yield* run.evaluate(point)
    turn = steps.next({ value: point.value, slope: dot(point.gradient, direction) })
  }
  const { step, value, satisfied, status } = turn.value
  // So far out, and f still falls.
  if (status === 'max-step' && step >= 1e20) yield 'unbounded'
  // A step other than the last is the lowest, of all there were.
  if (step !== last) point = run.best()
  return { point: satisfied || value < from.value ? point : undefined }
}
