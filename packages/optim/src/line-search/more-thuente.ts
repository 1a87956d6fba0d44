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
import { type LineStep, nextStep } from '../internal/minimize/more-thuente-step.ts'
import { searchScalar } from '../internal/minimize/search-scalar.ts'
import type {
  LineSearchResult,
  LineSearchStatus,
  LineSearchSteps,
  LineStart,
  LineValue,
} from '../line-search.ts'

export interface MoreThuenteOptions {
  /** μ of φ(α) ≤ φ(0) + μ α φ′(0): `ftol` of MINPACK-2, which uses 1e-3. @defaultValue `1e-4` */
  readonly sufficientDecrease?: number | undefined
  /** η of |φ′(α)| ≤ η |φ′(0)|: `gtol`, 0.9 for quasi-Newton methods. @defaultValue `0.9` */
  readonly curvature?: number | undefined
  /** Ends the search where the interval is narrower, in shares of its far end: `xtol`. @defaultValue `1e-10` */
  readonly intervalTolerance?: number | undefined
  /** The longest step: `stpmax`. @defaultValue `1e20` */
  readonly maxStep?: number | undefined
  /** @defaultValue `30` */
  readonly maxEvaluations?: number | undefined
  /** The relative error of φ: closer values are compared by slopes. @defaultValue `1e-13` */
  readonly rounding?: number | undefined
}

/**
 * The search as a generator: what minimisers take as `lineSearch`, with options as
 * `(start) => moreThuenteSteps(start, { curvature: 0.1 })`. Nothing is checked.
 */
export function* moreThuenteSteps(
  { value: f0, slope: d0, initialStep, maxStep: max = 1e20 }: LineStart,
  {
    sufficientDecrease = 1e-4,
    curvature = 0.9,
    intervalTolerance = 1e-10,
    maxEvaluations = 30,
    rounding = 1e-13,
  }: MoreThuenteOptions = {},
): LineSearchSteps {
  const test = sufficientDecrease * d0
  // Values at x and y are differences from φ(0): near it, they are too small to be added to it.
  let x: LineStep = { step: 0, value: 0, slope: d0 }
  let y: LineStep | undefined
  let best: LineStep = { ...x, value: f0 }
  let step = Math.min(max, initialStep)
  let width = 1 / 0
  let widthBefore = width
  let tilt = test

  for (let evaluations = 1; ; evaluations++) {
    const { value, slope }: LineValue = yield step
    const from = x.step
    let status: LineSearchStatus | undefined
    let next = from + (step - from) / 4
    if (Number.isFinite(value + slope)) {
      const hidden = Math.abs(value - f0) <= rounding * Math.abs(f0)
      const f = hidden ? (step * (d0 + slope)) / 2 : value - f0
      const excess = f - step * test
      if (excess <= 0) {
        if (Math.abs(slope) <= -curvature * d0) status = hidden ? 'approximate-wolfe' : 'wolfe'
        else if (step === max && slope < 0) status = 'max-step'
        if (slope >= 0) tilt = 0
      }
      if (status || value < best.value) best = { step, value, slope }
      const at = { step, value: f, slope }
      const by = excess > 0 && f <= x.value ? tilt : 0
      next = nextStep(x, y, at, by)
      if (f - x.value > by * (step - from)) y = at
      else {
        if ((slope - by) * (x.slope - by) < 0) y = x
        x = at
      }
    } else y = { step, value: 1 / 0, slope: 0 }
    if (y) {
      const other = y.step
      const now = Math.abs(other - x.step)
      const inside = (next - x.step) * (next - other) < 0
      if (!inside || now >= 0.66 * widthBefore) next = (x.step + other) / 2
      widthBefore = width
      width = now
      if (now <= intervalTolerance * Math.max(x.step, other)) status ??= 'interval-small'
    } else {
      const width = step - from
      next = Math.min(step + 4 * width, Math.max(from && step + 1.1 * width, next))
    }
    step = Math.min(max, next)
    if (evaluations >= maxEvaluations) status ??= 'max-evaluations'
    if (status) return { ...best, evaluations, satisfied: status.endsWith('wolfe'), status }
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
  options: MoreThuenteOptions & { readonly initialStep?: number | undefined } = {},
): LineSearchResult {
  return searchScalar(moreThuenteSteps, phi, options)
}
