import { checkWhole } from '../option-checks.ts'
import type { Schedule } from '../schedule.ts'
import { constantSchedule } from './constant.ts'

/**
 * A ramp over the first `steps` steps, as a factor on another schedule: step k = 0, 1, … takes
 * min(1, (k + 1) / steps) of what that gives, which counts steps and epochs from the start too.
 *
 * @param steps - the first step that takes the whole rate is the one of this number
 * @throws RangeError unless `steps` is a whole number of at least 1
 *
 * @example
 * ```ts
 * import { cosineSchedule } from '@kq/optim/schedules/cosine'
 * import { warmUpSchedule } from '@kq/optim/schedules/warm-up'
 *
 * const schedule = warmUpSchedule(100, cosineSchedule({ epochs: 20 }))
 * ```
 */
export function warmUpSchedule(steps: number, schedule: Schedule = constantSchedule()): Schedule {
  checkWhole('warmUpSchedule', 'steps', steps, 1)
  const { remember } = schedule
  return {
    name: `warm-up and ${schedule.name}`,
    rate: (moment) => Math.min(1, (moment.step + 1) / steps) * schedule.rate(moment),
    ...(remember && { remember }),
  }
}
