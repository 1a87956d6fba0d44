import { newtonCgMethod } from './internal/minimize/newton-cg-method.ts'
import { solve } from './internal/minimize/solve.ts'
import type { HessianOptions } from './hessian-options.ts'
import type { LineSearch } from './line-search.ts'
import type { Objective, VectorInput } from './minimize-options.ts'
import type { MinimizeResult } from './minimize-result.ts'

export interface NewtonCgOptions extends HessianOptions {
  /** @defaultValue `moreThuenteSteps` of `@kq/optim/line-search/more-thuente` with its defaults */
  readonly lineSearch?: LineSearch | undefined
}

/**
 * Minimises f by Newton's method: ∇²f d = −∇f is solved by conjugate gradients as well as it pays, and
 * a line search goes along d. For smooth functions of any size whose products ∇²f(x) v are at hand:
 * it takes few iterations, each of several products. No matrix is formed. Where ∇²f is not positive
 * definite, d is what was found before that showed. Source: Nocedal and Wright, Numerical Optimization
 * (2nd ed.), algorithm 7.1.
 *
 * @param f - returns `{ value, gradient }`, or a number (then see `gradient` of the options)
 * @param x0 - n numbers, where f is finite; not changed
 * @throws RangeError for options out of range, for vectors of other than n numbers, or if f(x0) or
 *   ∇f(x0) is not finite
 *
 * @example
 * ```ts
 * import { newtonCg } from '@kq/optim/newton-cg'
 *
 * const { x, status } = newtonCg(
 *   ([a, b]) => ({ value: (a - 1) ** 4 + 10 * b ** 2, gradient: [4 * (a - 1) ** 3, 20 * b] }),
 *   [5, 3],
 *   { hessianProduct: ([a], [u, v]) => [12 * (a - 1) ** 2 * u, 20 * v] },
 * )
 * status // 'gradient-small'
 * x.map((value) => Math.round(10 * value) / 10) // Float64Array(2) [ 1, 0 ]
 * ```
 */
export function newtonCg(
  f: Objective,
  x0: VectorInput,
  options: NewtonCgOptions = {},
): MinimizeResult {
  return solve(newtonCgMethod, f, x0, options)
}
