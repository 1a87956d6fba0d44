/*
 * Hager and Zhang, "A New Conjugate Gradient Method with Guaranteed Descent and an Efficient Line
 * Search", SIAM J. Optim. 16 (2005), section 4; "Algorithm 851: CG_DESCENT", ACM TOMS 32 (2006). Names
 * of steps (B0–B3, U0–U3, S1–S4, L0–L3) are those of the papers.
 *
 *   T1   φ(α) ≤ φ(0) + δ α φ′(0)  and  φ′(α) ≥ σ φ′(0)          the Wolfe conditions
 *   T2   (2δ − 1) φ′(0) ≥ φ′(α) ≥ σ φ′(0)  and  φ(α) ≤ φ(0) + ε |φ(0)|      the approximate ones
 *
 * [a, b] is kept such that φ(a) ≤ φ(0) + ε |φ(0)|, φ′(a) < 0 and φ′(b) ≥ 0. It shrinks by secants of φ′,
 * which rounding harms less than it harms φ: near a minimum φ is known to √(machine precision) only.
 *
 * Departures: in B2 the interval begins at the last good step instead of 0. A step where φ is not
 * finite is too far, and the next goes a tenth of the way. Intervals may become too narrow.
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

export interface HagerZhangOptions {
  /** δ of T1 and T2, in (0, 1/2). @defaultValue `0.1` */
  readonly sufficientDecrease?: number | undefined
  /** σ of T1 and T2, in [δ, 1). @defaultValue `0.9` */
  readonly curvature?: number | undefined
  /** ε: φ may rise by this share of |φ(0)|. @defaultValue `1e-6` */
  readonly allowedRise?: number | undefined
  /** θ, in (0, 1): where U3 divides an interval. @defaultValue `0.5` */
  readonly division?: number | undefined
  /** γ, in (0, 1): an interval that secants leave wider than this share is bisected. @defaultValue `0.66` */
  readonly shrinkage?: number | undefined
  /** ρ, above 1: the factor by which steps grow until a minimum is enclosed. @defaultValue `5` */
  readonly expansion?: number | undefined
  /** Ends the search where the interval is narrower, in shares of its far end. @defaultValue `1e-10` */
  readonly intervalTolerance?: number | undefined
  /** @defaultValue `50` */
  readonly maxEvaluations?: number | undefined
}

type Interval = readonly [a: LineStep, b: LineStep]

/** Where the line through two slopes is 0. */
const secant = (p: LineStep, q: LineStep): number =>
  (p.step * q.slope - q.step * p.slope) / (q.slope - p.slope)

/** @param highest - ε |φ(0)|, since values are φ(α) − φ(0) */
function* hagerZhangTrials(
  { slope, initialStep, maxStep = 1e20 }: LineStart,
  highest: number,
  { division = 0.5, shrinkage = 0.66, expansion = 5, intervalTolerance = 1e-10 }: HagerZhangOptions,
): Trials {
  const middleOf = ([a, b]: Interval): number => (a.step + b.step) / 2
  const isNarrow = (interval: Interval): boolean => {
    const [{ step: a }, { step: b }] = interval
    const middle = middleOf(interval)
    return b - a <= intervalTolerance * b || middle <= a || middle >= b
  }

  /** U3: b is too high, though φ falls there. */
  function* lower([a, b]: Interval): Trials<Interval> {
    let share = b.value < 1 / 0 ? division : 0.1
    while (!isNarrow([a, b])) {
      const d = yield (1 - share) * a.step + share * b.step
      if (d.slope >= 0) return [a, d]
      if (d.value < 1 / 0) share = division
      if (d.value <= highest) a = d
      else b = d
    }
    return [a, b]
  }

  /** U0–U3: the interval with a step taken into account. */
  function* update([a, b]: Interval, step: number): Trials<Interval> {
    if (!(step > a.step && step < b.step)) return [a, b]
    const c = yield step
    if (c.slope >= 0) return [a, c]
    return c.value <= highest ? [c, b] : yield* lower([a, c])
  }

  /** S1–S4. */
  function* secantTwice(from: Interval): Trials<Interval> {
    const [a, b] = from
    const c = secant(a, b)
    const to = yield* update(from, c)
    const [A, B] = to
    if (c === B.step) return yield* update(to, secant(b, B))
    return c === A.step ? yield* update(to, secant(a, A)) : to
  }

  /** B0–B3; a status where φ falls as far as steps may go. */
  function* bracket(): Trials<Interval | LineSearchStatus> {
    let a: LineStep = { step: 0, value: 0, slope }
    for (let step = Math.min(maxStep, initialStep); ; step = Math.min(maxStep, expansion * step)) {
      const c = yield step
      if (c.slope >= 0) return [a, c]
      if (!(c.value <= highest)) return yield* lower([a, c])
      if (step >= maxStep) return 'max-step'
      a = c
    }
  }

  // L0–L3.
  let interval = yield* bracket()
  if (typeof interval === 'string') return interval
  while (!isNarrow(interval)) {
    const width = interval[1].step - interval[0].step
    interval = yield* secantTwice(interval)
    const rest = interval[1].step - interval[0].step
    // At 1 or above, the secants would have to take something at least.
    if (rest > shrinkage * width || rest === width) {
      interval = yield* update(interval, middleOf(interval))
    }
  }
  return 'interval-small'
}

/**
 * The search as a generator: what minimisers take as `lineSearch`, with options as
 * `(start) => hagerZhangSteps(start, { curvature: 0.1 })`. Nothing is checked.
 */
export function* hagerZhangSteps(
  start: LineStart,
  options: HagerZhangOptions = {},
): LineSearchSteps {
  const {
    sufficientDecrease = 0.1,
    curvature = 0.9,
    allowedRise = 1e-6,
    maxEvaluations = 50,
  } = options
  const { slope: d0 } = start
  const highest = allowedRise * Math.abs(start.value)
  const accept = ({ step, value, slope }: LineStep): LineSearchStatus | undefined => {
    if (slope < curvature * d0) return undefined
    if (value <= sufficientDecrease * step * d0) return 'wolfe'
    const isFlat = slope <= (2 * sufficientDecrease - 1) * d0
    return isFlat && value <= highest ? 'approximate-wolfe' : undefined
  }
  const trials = hagerZhangTrials(start, highest, options)
  return yield* judge(trials, start, { accept, maxEvaluations })
}

/**
 * A step along φ that meets the Wolfe conditions, or the approximate ones, which are told by slopes:
 * φ(α) ≤ φ(0) + ε |φ(0)| and (2δ − 1) φ′(0) ≥ φ′(α) ≥ σ φ′(0). So it finds minima to full precision,
 * where a decrease of φ is lost in rounding. Source: Hager and Zhang (2005), whose parameters are the
 * defaults.
 *
 * @param phi - φ and φ′ at a step; both NaN or ∞ where the step is too far
 * @param options - with the first and the longest step
 * @throws RangeError unless φ′(0) < 0, or for options out of range
 *
 * @example
 * ```ts
 * import { hagerZhang } from '@kq/optim/line-search/hager-zhang'
 *
 * const phi = (a: number) => ({ value: 1 + (a - 1e-9) ** 2, slope: 2 * (a - 1e-9) })
 * hagerZhang(phi, { initialStep: 1e-8 }).status // 'approximate-wolfe'
 * ```
 */
export function hagerZhang(
  phi: (step: number) => LineValue,
  options: HagerZhangOptions & LineRange = {},
): LineSearchResult {
  return searchScalar(hagerZhangSteps, phi, options)
}
