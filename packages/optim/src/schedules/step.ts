import { checkRange } from '../option-checks.ts'
import type { Schedule } from '../schedule.ts'

export interface StepScheduleOptions {
  /** Epochs from one drop to the next. */
  readonly every: number
  /** What the rate is multiplied by at each drop. @defaultValue `0.1` */
  readonly factor?: number | undefined
}

/**
 * A staircase: α · factorᵏ after k times `every` epochs.
 *
 * @throws RangeError for options out of range
 *
 * @example
 * ```ts
 * import { stepSchedule } from '@kq/optim/schedules/step'
 *
 * const schedule = stepSchedule({ every: 30, factor: 0.1 })
 * ```
 */
export function stepSchedule({ every, factor = 0.1 }: StepScheduleOptions): Schedule {
  checkRange('stepSchedule', 'every', every, 0, Number.POSITIVE_INFINITY, 'open')
  checkRange('stepSchedule', 'factor', factor, 0, Number.POSITIVE_INFINITY, 'open')
  return {
    name: 'step',
    rate: ({ baseRate, epoch }) => baseRate * factor ** Math.floor(epoch / every),
  }
}
