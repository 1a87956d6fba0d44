import { concat } from '@kq/linalg/concat'
import { allFinite } from '@kq/linalg/inner-products'
import type { Matrix } from '@kq/linalg/matrix'
import { read } from '@kq/linalg/read'
import { free, scope } from '@kq/linalg/scope'
import type { Batch } from './evaluate-model.ts'
import type { Evaluate, Matrices } from './evaluation.ts'
import { NonFiniteError } from './non-finite-error.ts'

/** What may not be finite, and where. */
export interface Suspicion {
  readonly quantity: string
  readonly parameter?: string | undefined
}

interface Suspect extends Suspicion {
  readonly value: Matrix
}

const advice: Readonly<Record<string, string>> = {
  input: 'The batch holds NaN or infinite inputs: clean the data.',
  target: 'The batch holds NaN or infinite targets: clean the data.',
  parameter: 'It was so before the step: check the initialisation, or what was loaded.',
  'pre-activation': 'The layer overflowed: scale the inputs, or lower the learning rate.',
  loss: 'The outputs are finite: check the loss and the range of the targets.',
  gradient: 'The loss is finite: a derivative overflowed; lower the learning rate.',
  direction:
    'The gradient is finite: the curvature overflowed; raise lambda or lower the learning rate.',
  'warm start':
    'The gradients are finite: squares of inputs or gradients overflowed; scale the inputs.',
}

/**
 * Finds what was not finite first on the way from the batch to the gradients of a failed step.
 *
 * @param otherwise - what it must have been if all of that is finite; without it nothing is returned
 */
export async function diagnose(
  batch: Batch,
  parameters: Matrices,
  evaluate: Evaluate,
  iteration: number,
  otherwise?: Suspicion,
): Promise<NonFiniteError | undefined> {
  const { suspects, flags } = scope(() => {
    const evaluation = evaluate(parameters)
    const list: Suspect[] = [
      { quantity: 'input', value: batch.inputs },
      { quantity: 'target', value: batch.targets },
      ...Object.entries(parameters).map(([parameter, value]) => ({
        quantity: 'parameter',
        parameter,
        value,
      })),
      ...evaluation.layers.map(({ parameter, meanPreactivation }) => ({
        quantity: 'pre-activation',
        parameter,
        value: meanPreactivation,
      })),
      { quantity: 'loss', value: evaluation.loss },
      ...Object.entries(evaluation.gradients()).map(([parameter, value]) => ({
        quantity: 'gradient',
        parameter,
        value,
      })),
    ]
    return {
      suspects: list.map(({ quantity, parameter }) => ({ quantity, parameter })),
      flags: concat('columns', ...list.map(({ value }) => allFinite(value))),
    }
  })
  const isFinite = await read(flags)
  free(flags)
  const first = suspects.find((_, index) => isFinite[index] === 0) ?? otherwise
  return (
    first &&
    new NonFiniteError(first.quantity, first.parameter, iteration, advice[first.quantity] ?? '')
  )
}
