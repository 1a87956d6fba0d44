/*
 * Nocedal and Wright, Numerical Optimization (2nd ed.), section 3.5: interpolation by values alone;
 * Dennis and Schnabel, Numerical Methods for Unconstrained Optimization (1983), algorithm A6.3.1: each
 * step is a tenth to a half of the one before.
 *
 *   φ(α) ≤ φ(0) + c₁ α φ′(0)
 *   first     the parabola with φ(0), φ′(0), φ(α)
 *   then      the cubic a α³ + b α² + φ′(0) α + φ(0) through the last two steps
 *
 * Departures: where φ is not finite, half the step is next. Where a decrease is lost in rounding, slopes
 * tell it (see `judge`); they are not looked at otherwise.
 */
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

export interface BacktrackingOptions {
  /** c₁ of φ(α) ≤ φ(0) + c₁ α φ′(0): α of Dennis and Schnabel. @defaultValue `1e-4` */
  readonly sufficientDecrease?: number | undefined
  /** Ends the search at steps below this share of the first. @defaultValue `1e-10` */
  readonly intervalTolerance?: number | undefined
  /** @defaultValue `30` */
  readonly maxEvaluations?: number | undefined
  /** The relative error of φ: closer values are compared by slopes. @defaultValue `1e-13` */
  readonly rounding?: number | undefined
}

function* backtrackingTrials(
  { slope: d0, initialStep, maxStep = 1e20 }: LineStart,
  { intervalTolerance = 1e-10 }: BacktrackingOptions,
): Trials {
  const first = Math.min(maxStep, initialStep)
  /** What φ has beyond its tangent at 0, by α²: b for a parabola, a α + b for a cubic. */
  const bend = ({ step, value }: LineStep): number => (value - step * d0) / step / step
  let before: LineStep | undefined
  let step = first
  while (!before || step > intervalTolerance * first) {
    const at = yield step
    let next = step / 2
    if (at.value < 1 / 0) {
      const a = before ? (bend(at) - bend(before)) / (step - before.step) : 0
      const b = bend(at) - a * step
      const root = Math.sqrt(b * b - 3 * a * d0)
      const lowest = b > 0 ? -d0 / (b + root) : (root - b) / (3 * a)
      if (lowest < next) next = Math.max(step / 10, lowest)
      before = at
    }
    step = next
  }
  return 'interval-small'
}

/**
 * The search as a generator: what minimisers take as `lineSearch`, with options as
 * `(start) => backtrackingSteps(start, { sufficientDecrease: 0.1 })`. Nothing is checked.
 */
export function* backtrackingSteps(
  start: LineStart,
  options: BacktrackingOptions = {},
): LineSearchSteps {
  const { sufficientDecrease = 1e-4, maxEvaluations = 30, rounding = 1e-13 } = options
  const accept = (at: LineStep, hidden: boolean): LineSearchStatus | undefined => {
    if (at.value > sufficientDecrease * at.step * start.slope) return undefined
    return hidden ? 'approximate-wolfe' : 'armijo'
  }
  const trials = backtrackingTrials(start, options)
  return yield* judge(trials, start, { accept, maxEvaluations, rounding })
}

/**
 * The first step from `initialStep` downwards that lowers φ enough: φ(α) ≤ φ(0) + c₁ α φ′(0), the
 * condition of Armijo. It never looks beyond `initialStep`, and asks nothing of φ′(α): for methods
 * whose first step is a good guess, such as Newton's. Source: Nocedal and Wright, section 3.5; Dennis
 * and Schnabel (1983), whose parameters are the defaults.
 *
 * @param phi - φ and φ′ at a step; both NaN or ∞ where the step is too far
 * @param options - with the first and the longest step
 * @throws RangeError unless φ′(0) < 0, or for options out of range
 *
 * @example
 * ```ts
 * import { backtracking } from '@kq/optim/line-search/backtracking'
 *
 * const phi = (a: number) => ({ value: (a - 2) ** 2, slope: 2 * (a - 2) })
 * backtracking(phi, { initialStep: 10 }).step // 2
 * ```
 */
export function backtracking(
  phi: (step: number) => LineValue,
  options: BacktrackingOptions & LineRange = {},
): LineSearchResult {
  return searchScalar(backtrackingSteps, phi, options)
}
