import { formatCount, formatDuration, formatLoss } from '../format.ts'

/** How far a run is. */
export interface ProgressState {
  /** The optimizer, as a person reads it. */
  readonly label: string
  /** What is done besides steps right now: `warm start 3 of 10`, `evaluating`. */
  readonly phase?: string
  readonly seconds: number
  readonly epoch: number
  readonly iteration: number
  /** The newest loss on a batch; NaN before the first. */
  readonly loss: number
  readonly rejectedSteps: number
  /** The run ends here at the latest; likewise `epochLimit`. */
  readonly secondsLimit?: number
  readonly epochLimit?: number
}

const ratio = (part: number, whole: number | undefined): number =>
  whole === undefined || !(whole > 0) ? 0 : part / whole

/** How much of the run is done, from 0 to 1, by the limit that is nearer; 0 if there is none. */
export const fractionDone = (state: ProgressState): number => {
  const { seconds, secondsLimit, epoch, epochLimit } = state
  return Math.min(1, Math.max(0, ratio(seconds, secondsLimit), ratio(epoch, epochLimit)))
}

/** Seconds until the nearer limit; NaN if none can be told. */
export const secondsLeft = (state: ProgressState): number => {
  const { seconds, secondsLimit = Infinity, epoch, epochLimit = Infinity } = state
  const byEpochs = epoch > 0 ? (epochLimit - epoch) * (seconds / epoch) : Infinity
  const left = Math.min(secondsLimit - seconds, byEpochs)
  return Number.isFinite(left) ? Math.max(0, left) : Number.NaN
}

/** The facts of a state in words, most important first. `rate` is in iterations a second. */
export const describeState = (state: ProgressState, rate: number): string => {
  const { phase, iteration, epoch, loss, rejectedSteps } = state
  const left = secondsLeft(state)
  const parts = [
    phase,
    iteration > 0 ? `loss ${formatLoss(loss)}` : undefined,
    rate > 0 ? `${rate.toFixed(rate < 10 ? 2 : 0)} it/s` : undefined,
    Number.isNaN(left) ? undefined : `${formatDuration(left)} left`,
    iteration > 0 ? `epoch ${epoch.toFixed(2)}` : undefined,
    iteration > 0 ? `iteration ${formatCount(iteration)}` : undefined,
    rejectedSteps > 0 ? `${formatCount(rejectedSteps)} rejected` : undefined,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}
