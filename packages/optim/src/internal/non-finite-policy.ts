import { NotPositiveDefiniteError } from '@kq/linalg/errors'
import { NonFiniteError } from '../non-finite-error.ts'
import { NonFiniteLimitError } from '../non-finite-limit-error.ts'

/** What a trainer does with a step that is not finite. */
export type OnNonFinite = 'throw' | 'skip' | 'restore'

/** How many there were: plain data. */
export interface NonFiniteCounts {
  readonly steps: number
  /** Since the last that was finite. */
  readonly inARow: number
  /** How often a state was restored, and the step halved. */
  readonly restores: number
}

export const noneNonFinite: NonFiniteCounts = { steps: 0, inARow: 0, restores: 0 }

/** What learning rates are multiplied by. */
export const restoreFactor = ({ restores }: NonFiniteCounts): number => 0.5 ** restores

/**
 * The counts after a step that failed with this error.
 *
 * @param restores - whether this one ends in a restored state: not in the warm start
 * @throws the error itself where the policy says so, or where it is of another kind
 * @throws NonFiniteLimitError where `limit` failures are reached: in a row by `'skip'` and in a warm
 * start, in all by `'restore'`, which halves the step each time
 */
export function countFailure(
  counts: NonFiniteCounts,
  error: unknown,
  {
    policy,
    limit,
    learningRate,
    restores,
  }: {
    readonly policy: OnNonFinite
    readonly limit: number
    readonly learningRate: number
    readonly restores: boolean
  },
): NonFiniteCounts {
  const known = error instanceof NonFiniteError || error instanceof NotPositiveDefiniteError
  if (policy === 'throw' || !known) throw error
  const next = {
    steps: counts.steps + 1,
    inARow: counts.inARow + 1,
    restores: counts.restores + Number(restores),
  }
  const reached = restores ? next.restores : next.inARow
  if (reached < limit) return next
  throw new NonFiniteLimitError(reached, restores ? 'restore' : 'skip', learningRate, error)
}
