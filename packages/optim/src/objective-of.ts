import type { Shape } from '@kq/linalg/engine'
import { hvp } from '@kq/nn/hvp'
import type { DerivativeOptions, Like, TapeFunction } from '@kq/nn/tape-function'
import { valueAndGrad } from '@kq/nn/value-and-grad'

/** A function as minimisers take it, its derivatives by automatic differentiation. */
export interface TapeObjective {
  (x: Float64Array): { readonly value: number; readonly gradient: Float64Array }
  /** ∇²f(x) v: the option `hessianProduct` of methods that have it, which `minimize` passes on. */
  readonly hessianProduct: (x: Float64Array, v: Float64Array) => Float64Array
}

/**
 * Makes an objective of a function that is written in the operations of `@kq/nn`: ∇f by one pass back
 * over its tape, ∇²f(x) v forward over that. With `like`, x is what `flatten` of `@kq/nn/flatten` makes
 * of named matrices, a network's parameters for one.
 *
 * @param f - a variable, or named ones, to a 1×1 variable; must not look at values
 * @throws ShapeError, when called, for what `valueAndGrad` of `@kq/nn/value-and-grad` refuses
 *
 * @example
 * ```ts
 * import { add } from '@kq/nn/add'
 * import { mul } from '@kq/nn/mul'
 * import { sum } from '@kq/nn/sum'
 * import { minimize } from '@kq/optim/minimize'
 * import { objectiveOf } from '@kq/optim/objective-of'
 *
 * const f = objectiveOf((x) => sum(mul(add(x, -1), add(x, -1)))) // Σ (xᵢ − 1)²
 * const { x, warnings } = minimize(f, [5, 3])
 * x.map((value) => Math.round(value)) // [1, 1]
 * warnings.length // 0
 * f.hessianProduct(x, Float64Array.of(1, 0)) // [2, 0]
 * ```
 */
export function objectiveOf<L extends Like = Shape>(
  f: TapeFunction<NoInfer<L>>,
  options: DerivativeOptions<L> = {},
): TapeObjective {
  return Object.assign(valueAndGrad(f, options), { hessianProduct: hvp(f, options) })
}
