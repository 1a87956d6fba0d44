/*
 * What all methods share: evaluations with their counts and budgets, the best point, and the tests
 * that end a run.
 */
import type { AsyncObjective, MinimizeOptions, ValueAndGradient, VectorInput } from '../../minimize-options.ts'
import type { MinimizeStatus } from '../../minimize-result.ts'
import { centralDifferences } from './central-differences.ts'
import type { Point, Steps } from './protocol.ts'
import { checkOptions } from './check-options.ts'
import { readVector } from './read-vector.ts'
import { maxNorm } from './vector.ts'

/** Iterations without any progress but rounding errors after which a run ends. */
const patience = 5

/** A decrease below this share of |f| is taken for rounding. */
const rounding = 1e-13

export const defaultTolerance = 1e-6

/** How a method departs from the unconstrained case. */
export interface RunSettings {
  /** What `tolerance` is compared with. @defaultValue ‖∇f‖∞ */
  readonly measure?: (point: Point) => number
  /** Brings xᵢ + h back to where f may be asked for a difference. */
  readonly clamp?: (i: number, value: number) => number
}

/** One run of a minimiser. */
export interface Run {
  readonly size: number
  /** Where the run began; evaluated before the method starts. */
  readonly start: Point
  readonly counts: { nit: number; nfev: number; ngev: number; nhev: number }
  readonly warnings: string[]
  /** The point with the lowest finite f so far. */
  best(): Point
  /** A point to write: none of those held, and not the best. */
  spare(...held: readonly Point[]): Point
  /**
   * Fills in f and ∇f at `point.x`, where `point` is the start or a spare one. Where f is not finite
   * `norm` is NaN, and the gradient means nothing.
   */
  evaluate(point: Point): Steps<void>
  /** Calls one of the caller's functions with a copy of x, and counts it. */
  call(count: 'nfev' | 'ngev' | 'nhev', f: (x: Float64Array) => unknown, x: Float64Array): Steps<unknown>
  /** To be told at the end of each iteration, with ‖x − the x before‖∞; says whether to stop. */
  iterated(point: Point, step: number): MinimizeStatus | undefined
  /** The product with the approximation of (∇²f)⁻¹ at the end; methods that have one set it. */
  inverseHessian: (v: Float64Array) => Float64Array
}

/**
 * @throws RangeError for numbers among the options that are below 0
 * @throws ShapeError for an x0 that is no vector
 */
export function createRun(
  f: AsyncObjective,
  x0: VectorInput,
  options: MinimizeOptions,
  {
    measure = (point) => maxNorm(point.gradient),
    clamp = (_, value) => value,
  }: RunSettings = {},
): Run {
  const {
    gradient,
    tolerance = defaultTolerance,
    functionTolerance = 0,
    stepTolerance = 0,
    maxIterations = 1e4,
    maxEvaluations = 1 / 0,
    signal,
    onIteration,
  } = options
  checkOptions(options)
  const createPoint = (x: Float64Array): Point => ({
    x,
    gradient: x.slice().fill(Number.NaN),
    value: Number.NaN,
    norm: Number.NaN,
  })
  const start = createPoint(readVector('x0', x0))
  const { length: size } = start.x
  const points = [start]
  const counts = { nit: 0, nfev: 0, ngev: 0, nhev: 0 }
  const warnings: string[] = []
  let best = start
  let value = 0
  let lowestNorm = 1 / 0
  let rest = 0

  function* call(
    count: 'nfev' | 'ngev' | 'nhev',
    g: (x: Float64Array) => unknown,
    x: Float64Array,
  ): Steps<unknown> {
    if (signal?.aborted) yield 'aborted'
    if (count === 'nfev' && counts.nfev >= maxEvaluations) yield 'max-evaluations'
    counts[count]++
    return yield () => g(x.slice())
  }

  function* gradientAt(point: Point, given: VectorInput | undefined): Steps<VectorInput> {
    if (gradient) return (yield* call('ngev', gradient, point.x)) as VectorInput
    counts.ngev++
    if (given) return given
    warnings[0] = `f gave no gradient: central differences took ${2 * size} evaluations each. Return { value, gradient }.`
    return yield* centralDifferences(
      point,
      (x) => call('nfev', f, x) as Steps<number>,
      clamp,
    )
  }

  return {
    size,
    start,
    counts,
    warnings,
    call,
    best: () => best,
    spare(...held) {
      let point = points.find((point) => point !== best && !held.includes(point))
      if (!point) points.push((point = createPoint(new Float64Array(size))))
      return point
    },
    *evaluate(point) {
      const answer = (yield* call('nfev', f, point.x)) as Partial<ValueAndGradient>
      const value = (answer?.value ?? answer) as number
      point.value = value
      point.norm = Number.NaN
      if (Number.isFinite(value)) {
        readVector('the gradient', yield* gradientAt(point, answer.gradient), point.gradient)
        point.norm = measure(point)
        if (value < best.value) best = point
      }
      if (value === -1 / 0) yield 'unbounded'
    },
    iterated(point, step) {
      const fall = (counts.nit++ ? value : start.value) - point.value
      value = point.value
      const stop = onIteration?.({
        iteration: counts.nit,
        x: point.x.slice(),
        fx: value,
        gradientNorm: point.norm,
        step,
        nfev: counts.nfev,
      })
      rest = fall > rounding * Math.abs(value) || point.norm < 0.9 * lowestNorm ? 0 : rest + 1
      lowestNorm = Math.min(lowestNorm, point.norm)
      if (point.norm <= tolerance) return 'gradient-small'
      if (rest === patience || (functionTolerance && fall <= functionTolerance * Math.abs(value))) {
        return 'decrease-small'
      }
      if (step <= (stepTolerance && stepTolerance * Math.max(1, maxNorm(point.x)))) {
        return 'step-small'
      }
      if (stop) return 'stopped'
      return counts.nit >= maxIterations ? 'max-iterations' : undefined
    },
    inverseHessian: (v) => v.slice(),
  }
}
