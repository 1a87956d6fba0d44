import { solve } from './internal/minimize/solve.ts'
import { withinBounds } from './internal/minimize/within-bounds.ts'
import type { LbfgsOptions } from './lbfgs.ts'
import type { BoundsOptions } from './minimize-bounds.ts'
import type { Objective, VectorInput } from './minimize-options.ts'
import type { MinimizeResult } from './minimize-result.ts'

export interface LbfgsbOptions extends LbfgsOptions, BoundsOptions {}

/**
 * Minimises f within bounds, lowerᵢ ≤ xᵢ ≤ upperᵢ, by L-BFGS-B: a step leads to where the quadratic
 * model of L-BFGS is lowest within the bounds, nearly, and the line search goes on from there. f is
 * asked for nothing outside of them. Without bounds, it is L-BFGS. `tolerance` is compared with the
 * largest component of P(x − ∇f) − x, where P moves each variable to the nearest number within its
 * bounds. The stated algorithm: Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16 (1995), with the
 * projection of Morales and Nocedal, ACM TOMS 38 (2011).
 *
 * @param f - returns `{ value, gradient }`, or a number: then see `gradient` of the options, and without
 *   it differences are taken, within the bounds
 * @param x0 - n numbers; those out of bounds start at their bounds, which `warnings` says
 * @throws RangeError for bounds that no number meets or of other than n variables, for options out of
 *   range, or if f or ∇f is not finite at the start
 *
 * @example
 * ```ts
 * import { lbfgsb } from '@kq/optim/lbfgsb'
 *
 * const { x, converged } = lbfgsb(
 *   ([a, b]) => ({ value: (a - 1) ** 2 + 10 * b ** 2, gradient: [2 * (a - 1), 20 * b] }),
 *   [5, 3],
 *   { lower: [2, -1] },
 * )
 * converged // true
 * x[0] // 2
 * ```
 */
export function lbfgsb(f: Objective, x0: VectorInput, options: LbfgsbOptions = {}): MinimizeResult {
  return solve(...withinBounds(f, x0, options))
}
