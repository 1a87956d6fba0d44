import { concat } from '@kq/linalg/concat'
import { allFinite } from '@kq/linalg/inner-products'
import { read } from '@kq/linalg/read'
import { free, keep, replace, scope } from '@kq/linalg/scope'
import type { OptimizerState } from '../optimizer.ts'
import type { Standpoint } from './attempt-step.ts'
import type { BatchEvaluation } from './batch-evaluation.ts'

/**
 * The state, kept, after one more batch of the warm start. Where it throws it leaves nothing behind.
 *
 * @throws NonFiniteError where it would not be finite
 */
export async function warmBatch(
  from: Standpoint,
  rows: Uint32Array,
  batches: BatchEvaluation,
): Promise<OptimizerState> {
  const { optimizer, state, parameters } = from
  const { next, flags } = keep(
    scope(() => {
      const next = optimizer.warm(state, parameters, batches.evaluator(rows))
      return { next, flags: concat('columns', ...Object.values(next.matrices).map(allFinite)) }
    }),
  )
  const isFinite = (await read(flags)).every((flag) => flag !== 0)
  free(flags)
  if (isFinite) return next
  replace(next, state)
  throw await batches.diagnose(rows, from, { quantity: 'warm start' })
}
