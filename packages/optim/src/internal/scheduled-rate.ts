import type { Schedule, ScheduleMoment } from '../schedule.ts'

/**
 * A schedule's rate.
 *
 * @throws RangeError where it is none
 */
export function scheduledRate(schedule: Schedule | undefined, moment: ScheduleMoment): number {
  const rate = schedule ? schedule.rate(moment) : moment.baseRate
  if (Number.isFinite(rate) && rate >= 0) return rate
  throw new RangeError(
    `the schedule '${schedule?.name}' gave ${rate} for step ${moment.step}; expected a finite number of at least 0`,
  )
}
