import type { ScheduleMoment } from '../../src/schedule.ts'

/** A moment of a training with α = 0.3 and ten steps an epoch. */
export const momentAt = (changed: Partial<ScheduleMoment>): ScheduleMoment => {
  const { step = 10 * (changed.epoch ?? 0) } = changed
  return { step, epoch: step / 10, baseRate: 0.3, evaluation: undefined, memory: {}, ...changed }
}
