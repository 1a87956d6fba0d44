/*
 * Moré and Thuente, "Line Search Algorithms with Guaranteed Sufficient Decrease", ACM TOMS 20 (1994);
 * `dcsrch` of MINPACK-2.
 *
 *   φ(α) ≤ φ(0) + μ α φ′(0)    |φ′(α)| ≤ η |φ′(0)|     μ sufficientDecrease, η curvature
 *   ψ(α) = φ(α) − φ(0) − μ α φ′(0), whose minimiser is sought until ψ ≤ 0 and φ′ ≥ 0 were seen (stage 1)
 *
 * Departures: a step where φ is not finite becomes the far end of the interval. Where φ(α) and φ(0)
 * differ by rounding errors only, φ(0) + α (φ′(0) + φ′(α)) / 2 stands in for φ(α): the first condition is
 * then φ′(α) ≤ (2μ − 1) φ′(0), the approximate one of Hager and Zhang (SIAM J. Optim. 16, 2005, eq. 4.1).
 */
import { type Interval, nextStep } from '../internal/minimize/more-thuente-interval.ts'
import { searchScalar } from '../internal/minimize/search-scalar.ts'
import { assertDescent } from '../internal/minimize/assert-descent.ts'
import type {
  LineSearchResult,
  LineSearchStatus,
  LineSearchSteps,
  LineStart,
  LineValue,
} from '../line-search.ts'
import { checkRange } from '../option-checks.ts'

export interface MoreThuenteOptions {
  /** μ of φ(α) ≤ φ(0) + μ α φ′(0): `ftol` of MINPACK-2, which uses 1e-3. @defaultValue `1e-4` */
  readonly sufficientDecrease?: number | undefined
  /** η of |φ′(α)| ≤ η |φ′(0)|: `gtol`, 0.9 for quasi-Newton methods. @defaultValue `0.9` */
  readonly curvature?: number | undefined
  /** Ends the search where the interval is narrower, in shares of its far end: `xtol`. @defaultValue `1e-10` */
  readonly intervalTolerance?: number | undefined
  /** The shortest step: `stpmin`. @defaultValue `0` */
  readonly minStep?: number | undefined
  /** The longest step: `stpmax`. @defaultValue `1e20` */
  readonly maxStep?: number | undefined
  /** @defaultValue `40` */
  readonly maxEvaluations?: number | undefined
  /** The relative error of φ: closer values are compared by slopes. @defaultValue `1e-13` */
  readonly rounding?: number | undefined
}

/** Adds μ α φ′(0), or takes it away: from φ to ψ and back. */
function tilt(interval: Interval, by: number): void {
  interval.fx += by * interval.x
  interval.fy += by * interval.y
  interval.dx += by
  interval.dy += by
}

/**
 * The search as a generator: what minimisers take as `lineSearch`, with options as
 * `(start) => moreThuenteSteps(start, { curvature: 0.1 })`.
 *
 * @throws RangeError unless φ′(0) < 0, or for options out of range
 */
export function* moreThuenteSteps(
  start: LineStart,
  {
    sufficientDecrease = 1e-4,
    curvature = 0.9,
    intervalTolerance = 1e-10,
    minStep = 0,
    maxStep = 1e20,
    maxEvaluations = 40,
    rounding = 1e-13,
  }: MoreThuenteOptions = {},
): LineSearchSteps {
  checkRange('moreThuente', 'sufficientDecrease', sufficientDecrease, 0, 1)
  checkRange('moreThuente', 'curvature', curvature, 0, 1)
  assertDescent('moreThuente', start)
  const { value: f0, slope: d0 } = start
  const test = sufficientDecrease * d0
  const max = Math.min(maxStep, start.maxStep ?? maxStep)
  const interval: Interval = { x: 0, fx: f0, dx: d0, y: 0, fy: f0, dy: d0, bracketed: false }
  let best = { step: 0, value: f0, slope: d0 }
  let lowest = f0
  let step = Math.min(max, Math.max(minStep, start.initialStep))
  let low = 0
  let high = 5 * step
  let width = max - minStep
  let widthBefore = 2 * width
  let modified = true

  for (let evaluations = 1; ; evaluations++) {
    const { value, slope }: LineValue = yield step
    const end = (status: LineSearchStatus, satisfied = false): LineSearchResult => ({
      ...best,
      evaluations,
      satisfied,
      status,
    })
    let next: number
    if (Number.isFinite(value) && Number.isFinite(slope)) {
      const hidden = Math.abs(value - f0) <= rounding * Math.abs(f0)
      const f = hidden ? f0 + (step * (d0 + slope)) / 2 : value
      const limit = f0 + step * test
      if (f < lowest) {
        lowest = f
        best = { step, value, slope }
      }
      if (f <= limit && Math.abs(slope) <= -curvature * d0) {
        best = { step, value, slope }
        return end(value <= limit ? 'wolfe' : 'approximate-wolfe', true)
      }
      if (step === max && f <= limit && slope <= test) return end('max-step')
      if (step === minStep && (f > limit || slope >= test)) return end('min-step')
      if (f <= limit && slope >= 0) modified = false
      if (modified && f <= interval.fx && f > limit) {
        tilt(interval, -test)
        next = nextStep(interval, step, f - step * test, slope - test, low, high)
        tilt(interval, test)
      } else {
        next = nextStep(interval, step, f, slope, low, high)
      }
    } else {
      next = interval.x + (step - interval.x) / 4
      interval.y = step
      interval.fy = Number.POSITIVE_INFINITY
      interval.bracketed = true
    }
    if (evaluations >= maxEvaluations) return end('max-evaluations')
    const { x, y } = interval
    if (interval.bracketed) {
      if (Math.abs(y - x) >= 0.66 * widthBefore) next = x + (y - x) / 2
      widthBefore = width
      width = Math.abs(y - x)
      low = Math.min(x, y)
      high = Math.max(x, y)
      if (!(next > low && next < high)) next = low + width / 2
      const vanishing = high * -d0 <= 1e-20 * Math.abs(f0)
      if (width <= intervalTolerance * high || vanishing) return end('interval-small')
    } else {
      low = next + 1.1 * (next - x)
      high = next + 4 * (next - x)
    }
    step = Math.min(max, Math.max(minStep, next))
  }
}

/**
 * A step along φ that lowers it enough and turns it enough: the strong Wolfe conditions
 * φ(α) ≤ φ(0) + μ α φ′(0) and |φ′(α)| ≤ η |φ′(0)|. Without an option said, it takes the parameters that
 * suit quasi-Newton methods. Source: Moré and Thuente (1994).
 *
 * @param phi - φ and φ′ at a step; both NaN or ∞ where the step is too far
 * @param options - with `initialStep`, 1 if absent
 * @throws RangeError unless φ′(0) < 0, or for options out of range
 *
 * @example
 * ```ts
 * import { moreThuente } from '@kq/optim/line-search/more-thuente'
 *
 * const phi = (a: number) => ({ value: (a - 2) ** 2, slope: 2 * (a - 2) })
 * moreThuente(phi, { initialStep: 10, curvature: 0.1 }).step // 2
 * ```
 */
export function moreThuente(
  phi: (step: number) => LineValue,
  { initialStep, ...options }: MoreThuenteOptions & { readonly initialStep?: number } = {},
): LineSearchResult {
  return searchScalar((start) => moreThuenteSteps(start, options), phi, initialStep)
}
