/*
 * What all methods share: evaluations with their counts and budgets, the best point, and the tests
 * that end a run.
 */
import type {
  AsyncObjective,
  MinimizeOptions,
  ValueAndGradient,
  VectorInput,
} from '../../minimize-options.ts'
import type { MinimizeResult, MinimizeStatus } from '../../minimize-result.ts'
import { centralDifferences } from './central-differences.ts'
import { checkOptions } from './check-options.ts'
import { messageOf } from './messages.ts'
import type { Point, Steps } from './protocol.ts'
import { readVector } from './read-vector.ts'
import { refuse } from './refuse.ts'
import { maxNorm } from './vector.ts'

/** How a method departs from the unconstrained case. */
export interface RunSettings {
  /** What `tolerance` is compared with. @defaultValue ‖∇f‖∞ */
  readonly measure?: (point: Point) => number
  /** Makes gradients of functions that give none. @defaultValue {@link centralDifferences} */
  readonly differences?: (run: Run, f: AsyncObjective, point: Point) => Steps<VectorInput>
  /** What the result is to tell of the start; the run adds to it. */
  readonly warnings?: string[]
}

/** One run of a minimiser. */
export interface Run {
  readonly size: number
  /** Where the run began; evaluated before the method starts. */
  readonly start: Point
  readonly counts: { nit: number; nfev: number; ngev: number; nhev: number }
  readonly warnings: string[]
  /** The point with the lowest finite f so far, of those that were evaluated as points. */
  best(): Point
  /** A point to write, apart from all others. */
  spare(...held: readonly Point[]): Point
  /**
   * Fills in f and ∇f at `point.x`, once for each point. Where f is not finite `norm` is NaN, and so
   * is the gradient.
   *
   * @param aside - the point serves differences only, and does not become the best
   */
  evaluate(point: Point, aside?: boolean): Steps<void>
  /** Calls one of the caller's functions with a copy of x, and counts it. */
  call(
    count: 'nfev' | 'ngev' | 'nhev',
    f: (x: Float64Array) => unknown,
    x: Float64Array,
  ): Steps<unknown>
  /** To be told at the end of each iteration, with ‖x − the x before‖∞; says whether to stop. */
  iterated(point: Point, step: number): MinimizeStatus | undefined
  /** Writes the product with the approximation of (∇²f)⁻¹ over v; methods that have one set it. */
  inverseHessian: (v: Float64Array) => Float64Array
}

/** A run to drive, and its result where it ended. */
export type Driven = [steps: Steps, result: (status: MinimizeStatus) => MinimizeResult]

/**
 * @param method - begins at `run.start`, which has been evaluated and is no minimum yet
 * @throws RangeError for numbers among the options that are NaN or below 0, and for an x0 that is no vector
 */
export function createRun<Options extends MinimizeOptions>(
  method: (run: Run, options: Options) => Steps,
  f: AsyncObjective,
  x0: VectorInput,
  options: Options,
  {
    measure = (point) => maxNorm(point.gradient),
    differences = centralDifferences,
    warnings = [],
  }: RunSettings = {},
): Driven {
  /** Iterations without any progress but rounding errors after which a run ends. */
  const patience = 20
  /** Values that differ by less than this share of |f| may be the same but for rounding. */
  const rounding = 1e-13
  checkOptions(options)
  const {
    gradient,
    tolerance = 1e-6,
    functionTolerance = 0,
    maxIterations = 1e4,
    maxEvaluations = 1 / 0,
    signal,
    onIteration,
  } = options
  const createPoint = (x: Float64Array): Point => ({
    x,
    gradient: x.slice().fill(Number.NaN),
    value: Number.NaN,
    norm: Number.NaN,
  })
  const start = createPoint(readVector('x0', x0))
  const size = start.x.length
  const counts = { nit: 0, nfev: 0, ngev: 0, nhev: 0 }
  let best = start
  let lowest = start
  let lowestNorm = 1 / 0
  let rest = 0

  const run: Run = {
    size,
    start,
    counts,
    warnings,
    best: () => best,
    spare: () => createPoint(new Float64Array(size)),
    *call(count, g, x) {
      if (signal?.aborted) yield 'aborted'
      if (count === 'nfev' && counts.nfev >= maxEvaluations) yield 'max-evaluations'
      counts[count]++
      return yield () => g(x.slice())
    },
    *evaluate(point, aside) {
      const answer = (yield* run.call('nfev', f, point.x)) as Partial<ValueAndGradient>
      const value = (answer?.value ?? answer) as number
      point.value = value
      if (value === -1 / 0) yield 'unbounded'
      if (!Number.isFinite(value)) return
      if (!aside && value < best.value) best = point
      let given = answer.gradient
      if (gradient && !given) given = (yield* run.call('ngev', gradient, point.x)) as VectorInput
      else counts.ngev++
      given ??= yield* differences(run, f, point)
      readVector('gradient', given, point.gradient)
      point.norm = measure(point)
    },
    iterated(point, step) {
      const { value, norm } = point
      const fall = lowest.value - value
      if (fall > 0) lowest = point
      counts.nit++
      // A fall is progress as long as f can show it: near a minimum, ∇f is known better than f.
      rest = fall > 2e-16 * Math.abs(value) || norm < 0.9 * lowestNorm ? 0 : rest + 1
      lowestNorm = Math.min(lowestNorm, norm)
      const stop = onIteration?.({
        iteration: counts.nit,
        x: point.x.slice(),
        fx: value,
        gradientNorm: norm,
        step,
        nfev: counts.nfev,
      })
      if (norm <= tolerance) {
        // Of points as low as each other but for rounding, this one has shown that it is a minimum.
        if (value - best.value <= rounding * Math.abs(value)) best = point
        return 'gradient-small'
      }
      if (rest >= patience || (functionTolerance && fall <= functionTolerance * Math.abs(value))) {
        return 'decrease-small'
      }
      if (!step) return 'step-small'
      if (stop === true) return 'stopped'
      return counts.nit < maxIterations ? undefined : 'max-iterations'
    },
    inverseHessian: (v) => v,
  }

  function* begin(): Steps {
    yield* run.evaluate(start)
    if (!Number.isFinite(start.norm)) {
      refuse('f(x0)', start.value, 'finite numbers')
    }
    if (start.norm <= tolerance) return 'gradient-small'
    return maxIterations > 0 ? yield* method(run, options) : 'max-iterations'
  }

  return [
    begin(),
    (status) => ({
      ...counts,
      x: best.x,
      fx: best.value,
      gradient: best.gradient,
      converged: status.endsWith('small'),
      status,
      message: messageOf(status),
      warnings,
      inverseHessian: {
        rows: size,
        columns: size,
        apply: (v) => run.inverseHessian(readVector('v', v, new Float64Array(size))),
      },
    }),
  ]
}
