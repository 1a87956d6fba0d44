import { solve } from './internal/minimize/solve.ts'
import { trustRegionMethod } from './internal/minimize/trust-region-method.ts'
import type { HessianOptions } from './hessian-options.ts'
import type { Objective, VectorInput } from './minimize-options.ts'
import type { MinimizeResult } from './minimize-result.ts'

export interface TrustRegionOptions extends HessianOptions {
  /** ‖x − x0‖ that the model is trusted for at first. @defaultValue `max(1, ‖x0‖ / 10)` */
  readonly initialRadius?: number | undefined
  /** @defaultValue `1e20` */
  readonly maxRadius?: number | undefined
}

/**
 * Minimises f by Newton's method in a trust region: the quadratic model of f is minimised, by conjugate
 * gradients, as far from x as it has proved right. The method for functions with negative curvature,
 * which it follows to the edge of the region. No matrix is formed. Source: Nocedal and Wright,
 * Numerical Optimization (2nd ed.), algorithms 4.1 and 7.2.
 *
 * @param f - returns `{ value, gradient }`, or a number (then see `gradient` of the options)
 * @param x0 - n numbers, where f is finite; not changed
 * @throws RangeError for options out of range, for vectors of other than n numbers, or if f(x0) or
 *   ∇f(x0) is not finite
 *
 * @example
 * ```ts
 * import { trustRegion } from '@kq/optim/trust-region'
 *
 * const { x, status } = trustRegion(
 *   ([a, b]) => ({ value: a ** 4 - a ** 2 + b ** 2, gradient: [4 * a ** 3 - 2 * a, 2 * b] }),
 *   [0.1, 3],
 *   { hessianProduct: ([a], [u, v]) => [(12 * a ** 2 - 2) * u, 2 * v] },
 * )
 * status // 'gradient-small'
 * Math.abs(x[0] - Math.SQRT1_2) < 1e-6 // true
 * ```
 */
export function trustRegion(
  f: Objective,
  x0: VectorInput,
  options: TrustRegionOptions = {},
): MinimizeResult {
  return solve(trustRegionMethod, f, x0, options)
}
