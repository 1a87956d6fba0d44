import type { LineSearch } from './line-search.ts'
import { lbfgsMethod } from './internal/minimize/lbfgs-method.ts'
import { solve } from './internal/minimize/solve.ts'
import type { MinimizeOptions, Objective, VectorInput } from './minimize-options.ts'
import type { MinimizeResult } from './minimize-result.ts'

export interface LbfgsOptions extends MinimizeOptions {
  /** Curvature pairs kept: 2 · memory vectors of n numbers. @defaultValue `10` */
  readonly memory?: number | undefined
  /** @defaultValue {@link moreThuenteSteps} with its defaults */
  readonly lineSearch?: LineSearch | undefined
}

/**
 * Minimises f by L-BFGS: d = −H g, where H is what BFGS makes of the last `memory` steps and changes
 * of the gradient. The method to begin with for smooth functions without bounds: an iteration costs
 * about 4 · memory · n multiplications and mostly one evaluation of f. The stated algorithm:
 * Nocedal and Wright, Numerical Optimization (2nd ed.), algorithm 7.5.
 *
 * @param f - returns `{ value, gradient }`, or a number (then see `gradient` of the options)
 * @param x0 - n numbers, where f is finite; not changed
 * @throws RangeError for options out of range, or if f(x0) or ∇f(x0) is not finite
 * @throws RangeError if a gradient has other than n numbers
 *
 * @example
 * ```ts
 * import { lbfgs } from '@kq/optim/lbfgs'
 *
 * const { x, converged } = lbfgs(
 *   ([a, b]) => ({ value: (a - 1) ** 2 + 10 * b ** 2, gradient: [2 * (a - 1), 20 * b] }),
 *   [5, 3],
 * )
 * converged // true
 * x.map((value) => Math.round(value)) // Float64Array(2) [ 1, 0 ]
 * ```
 */
export function lbfgs(f: Objective, x0: VectorInput, options: LbfgsOptions = {}): MinimizeResult {
  return solve(lbfgsMethod, f, x0, options)
}
