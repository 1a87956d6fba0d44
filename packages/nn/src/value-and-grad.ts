/**
 * Reverse mode as a function of plain numbers: one run of f on a tape, one pass back over it, at
 * about three times the cost of f whatever the number of variables (Griewank and Walther,
 * "Evaluating Derivatives", 2nd edition 2008, section 3.2).
 */
import { peek } from '@kq/linalg/as-matrix'
import type { Shape } from '@kq/linalg/engine'
import { defaultHost } from '@kq/linalg/host'
import type { VectorLike } from '@kq/linalg/matrix'
import { scope, track } from '@kq/linalg/scope'
import { differentiate, joined } from './internal/differentiate.ts'
import { copyValues, numbersOf } from './internal/numbers.ts'
import { checkCount, piecesOf } from './internal/pieces.ts'
import type { DerivativeOptions, Like, TapeFunction } from './tape-function.ts'
import { createTape } from './tape.ts'

/** f(x) and ∇f(x), the latter in x's order, row-major. */
export interface ValueAndGradient {
  readonly value: number
  readonly gradient: Float64Array
}

/**
 * x ↦ { value: f(x), gradient: ∇f(x) } for an f written in the operations of this package: what
 * minimisers take. f gets x as a variable, a column where x is flat, and gives a 1×1 variable;
 * components that f does not use have the derivative 0.
 *
 * With `like` x is flat and f gets it cut into matrices; so a network's parameters become a vector.
 * Nothing is left behind in memory but what is returned.
 *
 * @param f - must not look at values; may mention constants of all kinds
 * @returns takes plain, typed, nested and n-dimensional arrays and matrices in ordinary memory
 * @throws ShapeError if f's result is not 1×1, or x does not have as many numbers as `like`
 * @throws TypeError if f does not give a variable
 *
 * @example
 * ```ts
 * import { mul } from '@kq/nn/mul'
 * import { sum } from '@kq/nn/sum'
 * import { valueAndGrad } from '@kq/nn/value-and-grad'
 *
 * const f = valueAndGrad((x) => sum(mul(x, x)))
 * f([1, 2, 3]).value // 14
 * f([1, 2, 3]).gradient // Float64Array [2, 4, 6]
 * ```
 *
 * @example
 * ```ts
 * import { createRandom } from '@kq/linalg/random'
 * import { hostEngine } from '@kq/linalg/host'
 * import { flatten } from '@kq/nn/flatten'
 * import { halfMse } from '@kq/nn/half-mse'
 * import { rootContext } from '@kq/nn/layer'
 * import { mlp } from '@kq/nn/mlp'
 * import { valueAndGrad } from '@kq/nn/value-and-grad'
 *
 * const network = mlp([2, 3, 1], { activation: 'tanh' })
 * const parameters = network.init(createRandom(1), hostEngine())
 * const loss = valueAndGrad(
 *   (p, tape) => {
 *     const batch = tape.variable([[1, 2], [3, 4]])
 *     return halfMse(network.apply(p, batch, rootContext()), [[0], [1]])
 *   },
 *   { like: parameters },
 * )
 * loss(flatten(parameters)).gradient.length // 13
 * ```
 */
export function valueAndGrad<L extends Like = Shape>(
  f: TapeFunction<NoInfer<L>>,
  options: DerivativeOptions<L> = {},
): (x: VectorLike) => ValueAndGradient {
  return derivativeOf('valueAndGrad', f, options)
}

/** {@link valueAndGrad} under the name that errors are to bear. */
export function derivativeOf<L extends Like>(
  operation: string,
  f: TapeFunction<L>,
  { like: given, engine = defaultHost() }: DerivativeOptions<L>,
): (x: VectorLike) => ValueAndGradient {
  return (x) => {
    const { values, shape } = numbersOf(x, operation)
    const like = given ?? shape
    const pieces = piecesOf(like)
    checkCount(operation, values.length, pieces)
    return scope(() => {
      const { result, gradients } = differentiate(
        operation,
        f,
        createTape(engine),
        like,
        pieces,
        (piece) => track(engine.upload(values.subarray(piece.start, piece.end), piece)),
      )
      return {
        value: peek(result.value),
        gradient: joined(gradients, pieces, (a, out) => copyValues(a, out, operation)),
      }
    })
  }
}
