/*
 * Nocedal and Wright, Numerical Optimization (2nd ed.), algorithms 3.5 and 3.6 (zoom), with the cubic of
 * equation 3.59.
 *
 *   φ(α) ≤ φ(0) + c₁ α φ′(0)    |φ′(α)| ≤ c₂ |φ′(0)|
 *
 * Safeguards: zoom's next step stays a tenth of the interval away from its ends, and bisects where two
 * steps before did not take a third of it. While no minimum is enclosed, a step advances by 1 to 9 times
 * the advance before. A step where φ is not finite is too far, and the next goes a quarter of the
 * way. Differences of φ that are lost in rounding are told by slopes, as φ(b) − φ(a) ≈
 * (b − a) (φ′(a) + φ′(b)) / 2.
 */
import { cubicMinimum } from '../internal/minimize/cubic-minimum.ts'
import type { LineStep } from '../internal/minimize/more-thuente-step.ts'
import { searchScalar } from '../internal/minimize/search-scalar.ts'
import { judge, type Trials } from '../internal/minimize/trials.ts'
import type {
  LineRange,
  LineSearchResult,
  LineSearchStatus,
  LineSearchSteps,
  LineStart,
  LineValue,
} from '../line-search.ts'

export interface StrongWolfeOptions {
  /** c₁ of φ(α) ≤ φ(0) + c₁ α φ′(0). @defaultValue `1e-4` */
  readonly sufficientDecrease?: number | undefined
  /** c₂ of |φ′(α)| ≤ c₂ |φ′(0)|: 0.9 for quasi-Newton methods, 0.1 for conjugate gradients. @defaultValue `0.9` */
  readonly curvature?: number | undefined
  /** Ends the search where the interval is narrower, in shares of its far end. @defaultValue `1e-10` */
  readonly intervalTolerance?: number | undefined
  /** @defaultValue `30` */
  readonly maxEvaluations?: number | undefined
  /** The relative error of φ: closer values are compared by slopes. @defaultValue `1e-13` */
  readonly rounding?: number | undefined
}

function* strongWolfeTrials(
  { value: f0, slope, initialStep, maxStep = 1e20 }: LineStart,
  isLow: (at: LineStep) => boolean,
  { intervalTolerance = 1e-10, rounding = 1e-13 }: StrongWolfeOptions,
): Trials {
  /** φ(b) − φ(a). */
  const rise = (a: LineStep, b: LineStep): number => {
    const difference = b.value - a.value
    return Math.abs(difference) <= rounding * Math.abs(f0 + a.value)
      ? ((b.step - a.step) * (a.slope + b.slope)) / 2
      : difference
  }

  /** Algorithm 3.6: `low` is the lowest step so far, and there φ falls towards `high`. */
  function* zoom(low: LineStep, high: LineStep): Trials {
    let widthBefore = 1 / 0
    let widthTwoBefore = 1 / 0
    for (;;) {
      const reach = high.step - low.step
      const width = Math.abs(reach)
      if (width <= intervalTolerance * Math.max(low.step, high.step)) return 'interval-small'
      let share = (cubicMinimum(low, high, rise(low, high)) - low.step) / reach
      if (Number.isNaN(share) || width > 0.66 * widthTwoBefore) share = 0.5
      share = high.value < 1 / 0 ? Math.min(0.9, Math.max(0.1, share)) : 0.25
      widthTwoBefore = widthBefore
      widthBefore = width
      const at = yield low.step + share * reach
      if (!isLow(at) || rise(low, at) >= 0) high = at
      else {
        if (at.slope * reach >= 0) high = low
        low = at
      }
    }
  }

  // Algorithm 3.5.
  let before: LineStep = { step: 0, value: 0, slope }
  let step = Math.min(maxStep, initialStep)
  for (;;) {
    const at = yield step
    if (!isLow(at) || rise(before, at) >= 0) return yield* zoom(before, at)
    if (at.slope >= 0) return yield* zoom(at, before)
    if (step >= maxStep) return 'max-step'
    const width = step - before.step
    const beyond = cubicMinimum(before, at, rise(before, at)) - step
    step = Math.min(
      maxStep,
      step + (beyond > 0 ? Math.max(width, Math.min(9 * width, beyond)) : 9 * width),
    )
    before = at
  }
}

/**
 * The search as a generator: what minimisers take as `lineSearch`, with options as
 * `(start) => strongWolfeSteps(start, { curvature: 0.1 })`. Nothing is checked.
 */
export function* strongWolfeSteps(
  start: LineStart,
  options: StrongWolfeOptions = {},
): LineSearchSteps {
  const {
    sufficientDecrease = 1e-4,
    curvature = 0.9,
    maxEvaluations = 30,
    rounding = 1e-13,
  } = options
  const { slope: d0 } = start
  const isLow = ({ step, value }: LineStep): boolean => value <= sufficientDecrease * step * d0
  const accept = (at: LineStep, hidden: boolean): LineSearchStatus | undefined => {
    if (!isLow(at) || Math.abs(at.slope) > -curvature * d0) return undefined
    return hidden ? 'approximate-wolfe' : 'wolfe'
  }
  const trials = strongWolfeTrials(start, isLow, options)
  return yield* judge(trials, start, { accept, maxEvaluations, rounding })
}

/**
 * A step along φ that lowers it enough and turns it enough: the strong Wolfe conditions
 * φ(α) ≤ φ(0) + c₁ α φ′(0) and |φ′(α)| ≤ c₂ |φ′(0)|, found by the textbook's algorithm. Source:
 * Nocedal and Wright, algorithms 3.5 and 3.6, whose parameters are the defaults.
 *
 * @param phi - φ and φ′ at a step; both NaN or ∞ where the step is too far
 * @param options - with the first and the longest step
 * @throws RangeError unless φ′(0) < 0, or for options out of range
 *
 * @example
 * ```ts
 * import { strongWolfe } from '@kq/optim/line-search/strong-wolfe'
 *
 * const phi = (a: number) => ({ value: (a - 2) ** 2, slope: 2 * (a - 2) })
 * strongWolfe(phi, { initialStep: 10, curvature: 0.1 }).step // 2
 * ```
 */
export function strongWolfe(
  phi: (step: number) => LineValue,
  options: StrongWolfeOptions & LineRange = {},
): LineSearchResult {
  return searchScalar(strongWolfeSteps, phi, options)
}
