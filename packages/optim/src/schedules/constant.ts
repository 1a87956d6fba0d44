import type { Schedule } from '../schedule.ts'

/**
 * The optimizer's own learning rate in every step: what a trainer does without a schedule.
 *
 * @example
 * ```ts
 * import { constantSchedule } from '@kq/optim/schedules/constant'
 *
 * const schedule = constantSchedule()
 * ```
 */
export const constantSchedule = (): Schedule => ({
  name: 'constant',
  rate: ({ baseRate }) => baseRate,
})
