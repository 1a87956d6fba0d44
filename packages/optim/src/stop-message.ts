import type { MinimizeStatus } from './minimize-result.ts'

const messages: Readonly<Record<MinimizeStatus, string>> = {
  'gradient-small':
    'The gradient is as small as tolerance asks for: x is a minimum, as far as that tells.',
  'decrease-small':
    'f does not fall any more, but for functionTolerance or rounding errors: x is as low as can be told. If the gradient is large there, see whether it is that of f.',
  'step-small':
    'x does not move any more: it is as low as can be told. If the gradient is large there, see whether it is that of f.',
  'max-iterations': 'maxIterations are spent: raise it, or go on from x.',
  'max-evaluations': 'maxEvaluations are spent: raise it, or go on from x.',
  'line-search-failed':
    'No lower point was found along the descent direction: compare the gradient with differences (checkGradient of @kq/nn/check-gradient). Or f is noisy, or has a kink at x.',
  unbounded:
    'f falls without end: add bounds or a penalty, and see whether the sign of f is right.',
  aborted: 'The signal was raised: x is the best point until then.',
  stopped: 'onIteration returned true: x is the best point until then.',
}

/**
 * What happened and what to do, in a sentence or two: the `message` of `minimize`. The methods' own
 * functions give a shorter one, which is smaller to load.
 *
 * @example
 * ```ts
 * import { lbfgs } from '@kq/optim/lbfgs'
 * import { stopMessage } from '@kq/optim/stop-message'
 *
 * const { status } = lbfgs(([x]) => ({ value: x ** 2, gradient: [2 * x] }), [3], { maxIterations: 0 })
 * stopMessage(status) // 'maxIterations are spent: raise it, or go on from x.'
 * ```
 */
export const stopMessage = (status: MinimizeStatus): string => messages[status]
