import type { Shape } from '@kq/linalg/engine'
import type { HostEngine } from '@kq/linalg/host'
import type { Tape, Variable } from './tape.ts'

/** How a flat x is cut into matrices: one shape, or named ones. Matrices and parameters are shapes. */
export type Like = Shape | Readonly<Record<string, Shape>>

/** The variables that a {@link Like} becomes: one, or a record of the same names. */
export type VariablesOf<L extends Like> = L extends Shape
  ? Variable
  : { readonly [Name in keyof L]: Variable }

/**
 * A function of x written in the operations of @kq/nn, whose result is a 1×1 variable. It may be run
 * on another engine, for derivatives, so it must not look at values; matrices that it mentions besides
 * are constants.
 *
 * What is to be a variable besides is made with `variable` of the tape: `x.tape` where x is one
 * variable, the second argument where it is a record.
 */
export type TapeFunction<L extends Like = Shape> = (
  x: VariablesOf<L>,
  ...rest: L extends Shape ? [] : [tape: Tape]
) => Variable

/** Options of `grad`, `valueAndGrad`, `hvp` and `hessian`. */
export interface DerivativeOptions<L extends Like = Shape> {
  /**
   * What the function takes: x is then as many numbers, row-major, one matrix after the other in the
   * order of the names. Left out, the function gets one variable of the shape of x.
   *
   * @defaultValue a column for flat numbers, else the shape that x has
   */
  readonly like?: L
  /**
   * Where it is computed. Matrices that the function mentions must be of this engine.
   *
   * @defaultValue the host in float64
   */
  readonly engine?: HostEngine
}
