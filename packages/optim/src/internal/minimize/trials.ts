import type { LineSearchStatus, LineSearchSteps, LineStart, LineValue } from '../../line-search.ts'
import type { LineStep } from './more-thuente-step.ts'

/**
 * Yields steps to try until none is left, and goes on with φ(α) − φ(0) and φ′(α): differences keep
 * decreases that are too small beside φ(0). It need not know how many steps may be tried, nor which is
 * good enough: {@link judge} does.
 */
export type Trials<T = LineSearchStatus> = Generator<number, T, LineStep>

/** Which of the tried steps is good enough, and how many may be tried. */
export interface Verdict {
  /** The status of a step that is good enough. `hidden`: its decrease is told by slopes. */
  readonly accept: (at: LineStep, hidden: boolean) => LineSearchStatus | undefined
  readonly maxEvaluations: number
  /**
   * The relative error of φ. Where both φ(α) − φ(0) and α (φ′(0) + φ′(α)) / 2, which is the same for a
   * parabola, are smaller, the latter is taken. @defaultValue `-1`, for never
   */
  readonly rounding?: number
}

/**
 * Makes a line search of trials: it ends at the first step that is accepted, or with the lowest one
 * where none is. Where φ is not finite, the trials see the value +∞ and the slope NaN.
 */
export function* judge(
  trials: Trials,
  { value: f0, slope: d0 }: LineStart,
  { accept, maxEvaluations, rounding = -1 }: Verdict,
): LineSearchSteps {
  let best: LineStep = { step: 0, value: f0, slope: d0 }
  let turn = trials.next()
  for (let evaluations = 0; ; ) {
    if (turn.done || evaluations >= maxEvaluations) {
      const status = turn.done ? turn.value : 'max-evaluations'
      return { ...best, evaluations, satisfied: false, status }
    }
    const step = turn.value
    const { value, slope }: LineValue = yield step
    evaluations++
    let seen = { step, value: 1 / 0, slope: Number.NaN }
    if (Number.isFinite(value + slope)) {
      const told = (step * (d0 + slope)) / 2
      const size = Math.max(Math.abs(value - f0), Math.abs(told))
      const hidden = size <= rounding * Math.abs(f0)
      seen = { step, value: hidden ? told : value - f0, slope }
      const status = accept(seen, hidden)
      if (status) return { step, value, slope, evaluations, satisfied: true, status }
      if (value < best.value) best = { step, value, slope }
    }
    turn = trials.next(seen)
  }
}
