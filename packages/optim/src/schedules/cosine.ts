/*
 * Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (ICLR 2017), eq. 5,
 * without the restarts.
 */
import { checkRange } from '../option-checks.ts'
import type { Schedule } from '../schedule.ts'

export interface CosineScheduleOptions {
  /** Epochs after which the end is reached; the rate stays there. */
  readonly epochs: number
  /** The last rate, as a share of α. @defaultValue `0` */
  readonly end?: number | undefined
}

/**
 * Half a wave from α down: α (end + (1 − end) (1 + cos(π epoch / epochs)) / 2).
 *
 * @throws RangeError for options out of range
 *
 * @example
 * ```ts
 * import { cosineSchedule } from '@kq/optim/schedules/cosine'
 *
 * const schedule = cosineSchedule({ epochs: 20, end: 0.01 })
 * ```
 */
export function cosineSchedule({ epochs, end = 0 }: CosineScheduleOptions): Schedule {
  checkRange('cosineSchedule', 'epochs', epochs, 0, Number.POSITIVE_INFINITY, 'open')
  checkRange('cosineSchedule', 'end', end, 0)
  return {
    name: 'cosine',
    rate: ({ baseRate, epoch }) => {
      const wave = (1 + Math.cos(Math.PI * Math.min(1, epoch / epochs))) / 2
      return baseRate * (end + (1 - end) * wave)
    },
  }
}
