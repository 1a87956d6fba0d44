import { bfgsMethod } from './internal/minimize/bfgs-method.ts'
import type { SymmetricInput } from './internal/minimize/read-square.ts'
import { solve } from './internal/minimize/solve.ts'
import type { LineSearch } from './line-search.ts'
import type { MinimizeOptions, Objective, VectorInput } from './minimize-options.ts'
import type { MinimizeResult } from './minimize-result.ts'

export interface BfgsOptions extends MinimizeOptions {
  /**
   * `'powell'` bends the change of the gradient where its curvature along the step is below 0.2 of
   * what H says, so that no step is left unused. @defaultValue none: such pairs are refused if their
   * curvature is not positive
   */
  readonly damping?: 'powell' | undefined
  /**
   * H to begin with, symmetric and positive definite: n rows of n numbers, or the `inverseHessian` of a
   * result. @defaultValue sᵀy / yᵀy times the identity, from the first step
   */
  readonly initialInverseHessian?: SymmetricInput | undefined
  /** @defaultValue {@link moreThuenteSteps} with its defaults */
  readonly lineSearch?: LineSearch | undefined
}

/**
 * Minimises f by BFGS: d = −H g, where H approximates (∇²f)⁻¹ as a full matrix of n² numbers, changed
 * after each step so that H y = s. For ill-conditioned functions of up to some hundreds of variables,
 * where it takes fewer evaluations than L-BFGS; an iteration costs about 4 n² multiplications. Source:
 * Nocedal and Wright, Numerical Optimization (2nd ed.), algorithm 6.1 with (6.17) and (6.20).
 *
 * @param f - returns `{ value, gradient }`, or a number (then see `gradient` of the options)
 * @param x0 - n numbers, where f is finite; not changed
 * @throws RangeError for options out of range, a gradient of other than n numbers, or if f(x0) or ∇f(x0)
 *   is not finite
 *
 * @example
 * ```ts
 * import { bfgs } from '@kq/optim/bfgs'
 *
 * const { x, inverseHessian } = bfgs(
 *   ([a, b]) => ({ value: (a - 1) ** 2 + 10 * b ** 2, gradient: [2 * (a - 1), 20 * b] }),
 *   [5, 3],
 * )
 * x.map((value) => Math.round(value)) // [1, 0]
 * inverseHessian.apply([0, 20]).map((value) => Math.round(value)) // [0, 1]
 * ```
 */
export function bfgs(f: Objective, x0: VectorInput, options: BfgsOptions = {}): MinimizeResult {
  return solve(bfgsMethod, f, x0, options)
}
