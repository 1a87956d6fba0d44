import { ShapeError } from '@kq/linalg/errors'
import type { MinimizeResult, MinimizeStatus } from '../../minimize-result.ts'
import type { Run } from './run.ts'

const messages: Readonly<Record<MinimizeStatus, string>> = {
  'gradient-small': 'The gradient is as small as tolerance asks for.',
  'decrease-small':
    'f hardly falls any more. If it should, lower functionTolerance, or scale x and f: what is left may be rounding.',
  'step-small': 'x hardly moves any more. If it should, lower stepTolerance, or scale x.',
  'max-iterations': 'maxIterations is reached: raise it, or go on from x.',
  'max-evaluations': 'maxEvaluations is reached: raise it, or go on from x.',
  'line-search-failed':
    'No lower f was found along the descent direction. Compare the gradient with differences of f (checkGradient), and see that f has no jumps.',
  unbounded: 'f falls without end: it has no minimum there. Add bounds or a penalty.',
  aborted: 'The signal was aborted; x is the best point until then.',
  stopped: 'onIteration returned true; x is the best point until then.',
}

/** What a run that ended has found. */
export function createResult(run: Run, status: MinimizeStatus): MinimizeResult {
  const { size, counts, warnings, inverseHessian } = run
  const { x, value, gradient } = run.best()
  return {
    x,
    fx: value,
    gradient,
    ...counts,
    converged: status.endsWith('-small'),
    status,
    message: messages[status],
    warnings,
    inverseHessian: {
      rows: size,
      columns: size,
      apply(v) {
        if (v.length === size) return inverseHessian(Float64Array.from(v))
        throw new ShapeError(
          `inverseHessian: v has ${v.length} numbers; expected ${size}, as many as x`,
        )
      },
    },
  }
}
