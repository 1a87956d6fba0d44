import type { MinimizeResult, MinimizeStatus } from '../../minimize-result.ts'
import { readVector } from './read-vector.ts'
import type { Run } from './run.ts'

const messages: Readonly<Record<MinimizeStatus, string>> = {
  'gradient-small': 'The gradient is within tolerance',
  'decrease-small': 'f hardly falls: lower functionTolerance, or scale f, for more',
  'step-small': 'x hardly moves: lower stepTolerance, or scale x, for more',
  'max-iterations': 'Raise maxIterations, or go on from x',
  'max-evaluations': 'Raise maxEvaluations, or go on from x',
  'line-search-failed': 'f does not fall along -gradient: check the gradient',
  unbounded: 'f falls without end: add bounds',
  aborted: 'The signal was aborted',
  stopped: 'onIteration returned true',
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
      apply: (v) => inverseHessian(readVector('v', v, new Float64Array(size))),
    },
  }
}
