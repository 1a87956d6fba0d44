import type { Matrix } from '@kq/linalg/matrix'
import type { Like, TapeFunction } from '../tape-function.ts'
import type { Tape, Variable } from '../tape.ts'
import { isVariable } from './operand.ts'
import { isShape, type Piece } from './pieces.ts'

/** What a function gives and its derivative by each piece of x. */
export interface Differentiated {
  readonly result: Variable
  readonly gradients: readonly Matrix[]
}

const describe = (value: unknown): string =>
  value instanceof Promise
    ? 'a promise'
    : typeof value === 'object' && value !== null
      ? `an object (${value.constructor?.name ?? 'without a class'})`
      : String(value)

/**
 * Runs f on variables of `tape` and differentiates its result by them.
 *
 * @param place - the matrix that stands for a piece of x
 */
export function differentiate<L extends Like>(
  operation: string,
  f: TapeFunction<L>,
  tape: Tape,
  like: Like,
  pieces: readonly Piece[],
  place: (piece: Piece) => Matrix,
): Differentiated {
  const variables = pieces.map((piece) => tape.variable(place(piece)))
  const given: unknown = isShape(like)
    ? [variables[0]]
    : [Object.fromEntries(pieces.map(({ name }, k) => [name, variables[k]])), tape]
  // What `like` is decides what f takes, here as in the type.
  const result: unknown = f(...(given as Parameters<TapeFunction<L>>))
  if (!isVariable(result as Variable)) {
    throw new TypeError(
      `${operation}: the function returned ${describe(result)}; expected a 1×1 variable, ` +
        'computed from its argument by operations of @kq/nn and reduced with sum or mean',
    )
  }
  return { result: result as Variable, gradients: tape.gradients(result as Variable, variables) }
}

/** Gradients as one flat vector. */
export function joined(
  gradients: readonly Matrix[],
  pieces: readonly Piece[],
  copy: (a: Matrix, out: Float64Array) => void,
): Float64Array {
  const out = new Float64Array(pieces.at(-1)?.end ?? 0)
  pieces.forEach(({ start, end }, k) => copy(gradients[k], out.subarray(start, end)))
  return out
}
