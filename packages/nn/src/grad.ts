import type { Shape } from '@kq/linalg/engine'
import type { VectorLike } from '@kq/linalg/matrix'
import type { DerivativeOptions, Like, TapeFunction } from './tape-function.ts'
import { derivativeOf } from './value-and-grad.ts'

/**
 * x ↦ ∇f(x) in x's order, row-major: `valueAndGrad` without the value, which is computed all the
 * same.
 *
 * @param f - x, a variable, to a 1×1 variable, in the operations of this package
 * @throws ShapeError if f's result is not 1×1, or x does not have as many numbers as `like`
 * @throws TypeError if f does not give a variable
 *
 * @example
 * ```ts
 * import { exp } from '@kq/nn/exp'
 * import { grad } from '@kq/nn/grad'
 * import { sum } from '@kq/nn/sum'
 *
 * const gradient = grad((x) => sum(exp(x)))
 * gradient([0, 0]) // Float64Array [1, 1]
 * ```
 */
export function grad<L extends Like = Shape>(
  f: TapeFunction<NoInfer<L>>,
  options: DerivativeOptions<L> = {},
): (x: VectorLike) => Float64Array {
  const both = derivativeOf('grad', f, options)
  return (x) => both(x).gradient
}
