import { checkRange, checkWhole } from '../option-checks.ts'
import type { Schedule } from '../schedule.ts'

export interface ReduceOnPlateauOptions {
  /** Evaluations without progress that are borne; the next one makes the rate drop. @defaultValue `10` */
  readonly patience?: number | undefined
  /** What the rate is multiplied by at each drop. @defaultValue `0.1` */
  readonly factor?: number | undefined
  /** A loss is progress where it is lower than the best by this share of the best. @defaultValue `1e-4` */
  readonly threshold?: number | undefined
}

/**
 * Lowers the rate where the monitored loss stands still: α · factorᵏ after k plateaus. Its memory is
 * the best loss, the evaluations since, and k. A loss that is not finite is no progress.
 *
 * @throws RangeError for options out of range
 *
 * @example
 * ```ts
 * import { reduceOnPlateau } from '@kq/optim/schedules/reduce-on-plateau'
 *
 * const schedule = reduceOnPlateau({ patience: 3, factor: 0.5 })
 * ```
 */
export function reduceOnPlateau({
  patience = 10,
  factor = 0.1,
  threshold = 1e-4,
}: ReduceOnPlateauOptions = {}): Schedule {
  checkWhole('reduceOnPlateau', 'patience', patience, 0)
  checkRange('reduceOnPlateau', 'factor', factor, 0, 1, 'open')
  checkRange('reduceOnPlateau', 'threshold', threshold, 0)
  return {
    name: 'reduce on plateau',
    rate: ({ baseRate, memory: { drops = 0 } }) => baseRate * factor ** drops,
    remember: ({ best, waited = 0, drops = 0 }, { loss }) => {
      const progress =
        loss !== undefined && (best === undefined || loss < best - threshold * Math.abs(best))
      if (progress) return { best: loss, waited: 0, drops }
      const held = best === undefined ? {} : { best }
      return waited < patience
        ? { ...held, waited: waited + 1, drops }
        : { ...held, waited: 0, drops: drops + 1 }
    },
  }
}
