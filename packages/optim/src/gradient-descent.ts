import { gradientDescentMethod } from './internal/minimize/gradient-descent-method.ts'
import { solve } from './internal/minimize/solve.ts'
import type { LineSearch } from './line-search.ts'
import type { MinimizeOptions, Objective, VectorInput } from './minimize-options.ts'
import type { MinimizeResult } from './minimize-result.ts'

export interface GradientDescentOptions extends MinimizeOptions {
  /** @defaultValue {@link moreThuenteSteps} with its defaults */
  readonly lineSearch?: LineSearch | undefined
}

/**
 * Minimises f by steepest descent, d = −g, with a line search that begins at the step of Barzilai and
 * Borwein, sᵀy / yᵀy of the step before (IMA J. Numer. Anal. 8, 1988). What other methods are compared
 * with: it needs many more evaluations than L-BFGS, and three vectors less memory than its first pair.
 *
 * @param f - returns `{ value, gradient }`, or a number (then see `gradient` of the options)
 * @param x0 - n numbers, where f is finite; not changed
 * @throws RangeError for options out of range, a gradient of other than n numbers, or if f(x0) or ∇f(x0)
 *   is not finite
 *
 * @example
 * ```ts
 * import { gradientDescent } from '@kq/optim/gradient-descent'
 *
 * const { x } = gradientDescent(
 *   ([a, b]) => ({ value: (a - 1) ** 2 + 10 * b ** 2, gradient: [2 * (a - 1), 20 * b] }),
 *   [5, 3],
 * )
 * x.map((value) => Math.round(value)) // [1, 0]
 * ```
 */
export function gradientDescent(
  f: Objective,
  x0: VectorInput,
  options: GradientDescentOptions = {},
): MinimizeResult {
  return solve(gradientDescentMethod, f, x0, options)
}
