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
import type { MinimizeStatus } from '../../minimize-result.ts'
import { centralDifferences } from './central-differences.ts'
import type { Point, Steps } from './protocol.ts'
import { readVector } from './read-vector.ts'
import { maxNorm } from './vector.ts'

/** Iterations without any progress but rounding errors after which a run ends. */
const patience = 5

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
   * Fills in f and ∇f at `point.x`, where `point` is the start or a spare one. NaN stands in for
   * the gradient where f is not finite.
   */
  evaluate(point: Point): Steps<void>
  /** Calls one of the caller's functions with a copy of x, and counts it. */
  call(count: 'nfev' | 'ngev' | 'nhev', f: (x: Float64Array) => unknown, x: Float64Array): Steps<unknown>
  /** To be told at the end of each iteration, with ‖x − the x before‖∞; says whether to stop. */
  iterated(point: Point, step: number): MinimizeStatus | undefined
  /** The product with the approximation of (∇²f)⁻¹ at the end; methods that have one set it. */
  inverseHessian: (v: Float64Array) => Float64Array
}

function checkOption(name: string, value: number, low: number): void {
  if (typeof value === 'number' && value >= low) return
  throw new RangeError(`${name} is ${value}; expected a number of at least ${low}`)
}

/**
 * @throws RangeError for options out of range
 * @throws ShapeError, TypeError for an x0 that is no vector
 */
export function createRun(
  f: AsyncObjective,
  x0: VectorInput,
  {
    gradient,
    tolerance = 1e-6,
    functionTolerance = 0,
    stepTolerance = 0,
    maxIterations = 10_000,
    maxEvaluations = Number.POSITIVE_INFINITY,
    signal,
    onIteration,
  }: MinimizeOptions,
  { measure = (point) => maxNorm(point.gradient), clamp }: RunSettings = {},
): Run {
  checkOption('tolerance', tolerance, 0)
  checkOption('functionTolerance', functionTolerance, 0)
  checkOption('stepTolerance', stepTolerance, 0)
  checkOption('maxIterations', maxIterations, 0)
  checkOption('maxEvaluations', maxEvaluations, 1)

  const createPoint = (x: Float64Array): Point => ({
    x,
    gradient: new Float64Array(x.length).fill(Number.NaN),
    value: Number.NaN,
    norm: Number.NaN,
  })
  const start = createPoint(readVector('x0', x0))
  const size = start.x.length
  const points = [start]
  const counts = { nit: 0, nfev: 0, ngev: 0, nhev: 0 }
  const warnings: string[] = []
  let best: Point | undefined
  let differences = false
  let lowestValue = Number.POSITIVE_INFINITY
  let lowestNorm = Number.POSITIVE_INFINITY
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

  function* valueAt(x: Float64Array): Steps<number> {
    return (yield* call('nfev', f, x)) as number
  }

  function* fillGradient(point: Point, answer: number | ValueAndGradient): Steps<void> {
    if (gradient) {
      const given = (yield* call('ngev', gradient, point.x)) as VectorInput
      readVector('the gradient', given, size, point.gradient)
    } else if (typeof answer === 'object') {
      counts.ngev++
      readVector('the gradient', answer.gradient, size, point.gradient)
    } else {
      if (!differences) {
        differences = true
        warnings.push(
          `f gave no gradient: central differences took ${2 * size} evaluations for each. Return { value, gradient }, or pass the option gradient.`,
        )
      }
      if (counts.nfev + 2 * size > maxEvaluations) yield 'max-evaluations'
      counts.ngev++
      yield* centralDifferences(point, valueAt, clamp)
    }
    point.norm = measure(point)
  }

  function* evaluate(point: Point): Steps<void> {
    if (differences && counts.nfev + 2 * size >= maxEvaluations) yield 'max-evaluations'
    const answer = (yield* call('nfev', f, point.x)) as number | ValueAndGradient
    const value = typeof answer === 'object' ? answer?.value : answer
    if (typeof value !== 'number') {
      throw new TypeError(`f returned ${String(value)}; expected a number or { value, gradient }`)
    }
    point.value = value
    const lower = best === undefined || value < best.value
    if (Number.isFinite(value)) {
      if (best === undefined) best = point
      yield* fillGradient(point, answer)
    } else {
      if (best !== undefined && value < 0) yield 'unbounded'
      point.gradient.fill(Number.NaN)
      point.norm = Number.NaN
    }
    if (point === start && !Number.isFinite(point.norm)) {
      throw new RangeError(
        `f(x0) is ${value} and ‖∇f(x0)‖∞ is ${point.norm}; expected finite numbers: start where f is defined`,
      )
    }
    if (lower && Number.isFinite(value)) best = point
  }

  function judge(point: Point, step: number): MinimizeStatus | undefined {
    const fall = lowestValue - point.value
    const scale = Math.max(Math.abs(lowestValue), Math.abs(point.value))
    const moves = fall > Number.EPSILON * scale || point.norm < 0.9 * lowestNorm
    rest = moves ? 0 : rest + 1
    lowestValue = Math.min(lowestValue, point.value)
    lowestNorm = Math.min(lowestNorm, point.norm)
    if (point.norm <= tolerance) return 'gradient-small'
    if (rest >= patience || (functionTolerance > 0 && fall <= functionTolerance * scale)) {
      return 'decrease-small'
    }
    if (step <= (stepTolerance && stepTolerance * Math.max(1, maxNorm(point.x)))) {
      return 'step-small'
    }
    return counts.nit >= maxIterations ? 'max-iterations' : undefined
  }

  return {
    size,
    start,
    counts,
    warnings,
    best: () => best ?? start,
    spare(...held) {
      const free = points.find((point) => point !== best && !held.includes(point))
      if (free) return free
      const point = createPoint(new Float64Array(size))
      points.push(point)
      return point
    },
    evaluate,
    call,
    iterated(point, step) {
      if (lowestValue === Number.POSITIVE_INFINITY) {
        lowestValue = start.value
        lowestNorm = start.norm
      }
      counts.nit++
      const status = judge(point, step)
      const stop = onIteration?.({
        iteration: counts.nit,
        x: point.x.slice(),
        fx: point.value,
        gradientNorm: point.norm,
        step,
        nfev: counts.nfev,
      })
      return status ?? (stop === true ? 'stopped' : undefined)
    },
    inverseHessian: (v) => v.slice(),
  }
}
