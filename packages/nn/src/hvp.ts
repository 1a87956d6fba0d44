/**
 * Hessian–vector products, forward over reverse (Pearlmutter, "Fast exact multiplication by the
 * Hessian", Neural Computation 6, 1994; Griewank and Walther, "Evaluating Derivatives", 2nd edition
 * 2008, section 5.1): the gradient's computation, differentiated along v,
 *
 *   ∇²f(x) v = d/dt ∇f(x + t v) at t = 0.
 *
 * Forward mode is an engine (`@kq/linalg/dual`), so f and the reverse pass run on it as they are.
 */
import type { Shape } from '@kq/linalg/engine'
import { ShapeError } from '@kq/linalg/errors'
import { dualEngine } from '@kq/linalg/dual'
import { defaultHost } from '@kq/linalg/host'
import type { VectorLike } from '@kq/linalg/matrix'
import { scope, track } from '@kq/linalg/scope'
import { differentiate, joined } from './internal/differentiate.ts'
import { copyValues, numbersOf } from './internal/numbers.ts'
import { checkCount, piecesOf } from './internal/pieces.ts'
import type { DerivativeOptions, Like, TapeFunction } from './tape-function.ts'
import { createTape } from './tape.ts'

/**
 * (x, v) ↦ ∇²f(x) v, exact but for rounding, without forming the Hessian, at a small multiple of the
 * gradient's cost: what Newton's method with conjugate gradients takes.
 *
 * Where f has a kink the second derivative is that of the branch which the gradient takes: relu
 * counts as flat at 0 and below.
 *
 * @param f - x, a variable, to a 1×1 variable, in the operations of this package
 * @throws ShapeError if v has not as many numbers as x, or as for `valueAndGrad`
 * @throws TypeError if f does not give a variable
 *
 * @example
 * ```ts
 * import { hvp } from '@kq/nn/hvp'
 * import { mul } from '@kq/nn/mul'
 * import { sum } from '@kq/nn/sum'
 *
 * const product = hvp((x) => sum(mul(x, mul(x, x)))) // Σ xᵢ³
 * product([1, 2], [10, 1]) // Float64Array [60, 12]
 * ```
 */
export function hvp<L extends Like = Shape>(
  f: TapeFunction<NoInfer<L>>,
  options: DerivativeOptions<L> = {},
): (x: VectorLike, v: VectorLike) => Float64Array {
  return hessianProduct('hvp', f, options)
}

/** {@link hvp} under the name that errors are to bear. */
export function hessianProduct<L extends Like>(
  operation: string,
  f: TapeFunction<L>,
  { like: given, engine: base = defaultHost() }: DerivativeOptions<L>,
): (x: VectorLike, v: VectorLike) => Float64Array {
  const engine = dualEngine(base)
  return (x, v) => {
    const { values, shape } = numbersOf(x, operation)
    const { values: direction } = numbersOf(v, operation)
    if (direction.length !== values.length) {
      throw new ShapeError(
        `${operation}: v has length ${direction.length} and x length ${values.length}; expected one number of v for each of x`,
      )
    }
    const like = given ?? shape
    const pieces = piecesOf(like)
    checkCount(operation, values.length, pieces)
    return scope(() => {
      const { gradients } = differentiate(
        operation,
        f,
        createTape(engine),
        like,
        pieces,
        (piece) => {
          const [primal, tangent] = [values, direction].map((numbers) =>
            track(base.upload(numbers.subarray(piece.start, piece.end), piece)),
          )
          return engine.join(primal, tangent)
        },
      )
      return joined(gradients, pieces, (a, out) => copyValues(engine.tangent(a), out, operation))
    })
  }
}
