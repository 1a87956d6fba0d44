import type { MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'
import { hostMatrix } from './as-matrix.ts'
import { singularValues } from './svd.ts'

/**
 * The condition number of a matrix, ‖A‖ ‖A⁺‖ in the 2-norm: its largest singular value over its least
 * of min(m, n). About log₁₀ of it is how many digits solving with A may cost. Infinity where A lacks
 * full rank; 1 for a matrix without elements.
 *
 * @param a - m×n
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { conditionNumber } from '@kq/linalg/condition-number'
 *
 * conditionNumber([[2, 0], [0, 0.5]]) // 4
 * conditionNumber([[1, 1], [0, 0]]) // Infinity
 * ```
 */
export function conditionNumber(a: MatrixLike): number {
  return scope(() => {
    const s = hostMatrix(singularValues(a), 'conditionNumber')
    if (s.rows === 0) return 1
    const least = s.get(s.rows - 1, 0)
    return least === 0 ? Number.POSITIVE_INFINITY : s.get(0, 0) / least
  })
}
