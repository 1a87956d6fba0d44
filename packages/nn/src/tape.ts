/**
 * Reverse-mode automatic differentiation on a tape (Griewank and Walther, "Evaluating Derivatives",
 * 2nd edition 2008, chapter 3): operations note their parents and one vector–Jacobian product for
 * each; the reverse pass sums those products from the last variable back to the first.
 *
 *   v̄ = ∂of/∂v  cotangent of v, of v's shape        v̄ = Σ over operations c on v of vjp_{c,v}(c̄)
 */
import { matrix } from '@kq/linalg/as-matrix'
import { zeros } from '@kq/linalg/constant'
import type { Engine } from '@kq/linalg/engine'
import { ShapeError } from '@kq/linalg/errors'
import { defaultHost } from '@kq/linalg/host'
import {
  isMatrix,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from '@kq/linalg/matrix'
import { createVariable } from './internal/create-variable.ts'
import { reverse } from './internal/reverse.ts'

/** A matrix that knows how it was computed. */
export interface Variable {
  readonly tape: Tape
  /** Position on the tape: parents come before what is computed from them. */
  readonly index: number
  readonly rows: number
  readonly columns: number
  readonly value: Matrix
  /**
   * [value, 1]: homogeneous coordinates, the 1 last. Appended when first asked for, unless the
   * operation that made the variable did so in its own pass; `value` is then a slice of it.
   */
  readonly homogeneous: Matrix
}

/** What operations of two operands take: variables, and constants of any kind. */
export type Operand = Variable | VectorLike | number

/** The cotangent of a parent from the cotangent of the result; each has the shape of its `value`. */
export type Vjp = (cotangent: Matrix) => Matrix

/** What an operation's result depends on. Constants are left out. */
export interface Parent {
  readonly variable: Variable
  /** Called when the parent's cotangent is asked for, and not otherwise. */
  readonly vjp: Vjp
}

export interface VariableOptions {
  /** The matrix given is [value, 1]. @defaultValue `false` */
  readonly homogeneous?: boolean
}

/** Where variables and the operations on them are written down, in order. */
export interface Tape {
  /** A variable that depends on nothing: an input or a parameter. */
  variable(value: MatrixLike, options?: VariableOptions): Variable
  /** The result of an operation: what operations call, and what one of your own would. */
  record(value: Matrix, parents: readonly Parent[], options?: VariableOptions): Variable
  /**
   * The derivatives of the 1×1 variable `of`, one for each of `wrt`, of its shape; zeros where `of`
   * does not depend on it.
   *
   * Only what leads from `of` to `wrt` is computed. What was asked for is remembered as long as it is
   * not freed, and a later call for other variables starts from there; cotangents on the way are
   * freed as soon as they have been passed on.
   *
   * @throws ShapeError if `of` is not 1×1
   * @throws TypeError if a variable is of another tape
   */
  gradients(of: Variable, wrt: readonly Variable[]): Matrix[]
}

/**
 * An empty tape. It owns no memory: the matrices made on it belong to the enclosing `scope`, and
 * derivatives that a scope freed are computed again when they are needed.
 *
 * @param engine - where plain arrays go; the host in float64 if left out
 *
 * @example
 * ```ts
 * import { mul } from '@kq/nn/mul'
 * import { sum } from '@kq/nn/sum'
 * import { createTape } from '@kq/nn/tape'
 *
 * const tape = createTape()
 * const x = tape.variable([[1, 2, 3]])
 * const [gradient] = tape.gradients(sum(mul(x, x)), [x]) // [[2, 4, 6]]
 * ```
 */
export function createTape(engine: Engine = defaultHost()): Tape {
  const nodes: (readonly Parent[])[] = []
  const cotangents = new Map<number, Map<number, Matrix>>()

  const check = (variable: Variable): void => {
    if (variable.tape !== tape) {
      throw new TypeError(
        'variables of two tapes met: make all inputs and parameters with `variable` of one tape',
      )
    }
  }

  const tape: Tape = {
    variable: (value, options) =>
      tape.record(matrix(value, isMatrix(value) ? value.engine : engine), [], options),

    record(value, parents, { homogeneous = false } = {}) {
      for (const { variable } of parents) check(variable)
      const index = nodes.push(parents) - 1
      return createVariable(tape, index, value, homogeneous)
    },

    gradients(of, wrt) {
      for (const variable of [of, ...wrt]) check(variable)
      if (of.rows !== 1 || of.columns !== 1) {
        throw new ShapeError(
          `gradients: the variable to differentiate is ${shapeText(of)}; expected 1×1: reduce it with sum or mean`,
        )
      }
      let known = cotangents.get(of.index)
      if (!known) {
        known = new Map()
        cotangents.set(of.index, known)
      }
      reverse(nodes, of, wrt, known)
      return wrt.map(
        ({ index, rows, columns }) => known.get(index) ?? zeros(rows, columns, of.value.engine),
      )
    },
  }
  return tape
}
