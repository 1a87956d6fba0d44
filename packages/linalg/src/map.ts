import { engineOf, matrix } from './as-matrix.ts'
import type { Axis, Engine, Reduction, Shape } from './engine.ts'
import { ShapeError } from './errors.ts'
import { type Expression, maximumMatrixOperands } from './expression.ts'
import type { HostMatrix } from './host.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { track } from './scope.ts'

/** Matrices or plain numbers; a number is the same at every element. */
type Operand = VectorLike | number

/** Operands on one engine, with the shape that they broadcast to. */
interface Broadcast {
  readonly engine: Engine
  readonly operands: readonly (Matrix | number)[]
  readonly shape: Shape
}

const broadcastSize = (
  name: string,
  sizes: readonly number[],
  operands: readonly Matrix[],
): number => {
  const wide = sizes.filter((size) => size !== 1)
  const size = wide[0] ?? 1
  if (wide.some((other) => other !== size)) {
    throw new ShapeError(
      `${name}: shapes ${operands.map(shapeText).join(', ')} do not broadcast: ` +
        'each must have the same number of rows, or one, and the same number of columns, or one',
    )
  }
  return size
}

function broadcast(name: string, expression: Expression, given: readonly Operand[]): Broadcast {
  if (given.length !== expression.arity) {
    throw new TypeError(
      `${name}: the expression takes ${expression.arity} operands, but ${given.length} were given`,
    )
  }
  const engine = engineOf(given)
  const operands = given.map((o) => (typeof o === 'number' ? o : matrix(o, engine)))
  const found = operands.filter((o): o is Matrix => typeof o !== 'number')
  if (found.length > maximumMatrixOperands) {
    throw new TypeError(
      `${name}: at most ${maximumMatrixOperands} operands can be matrices, but ${found.length} are: split the expression`,
    )
  }
  const rows = broadcastSize(
    name,
    found.map((a) => a.rows),
    found,
  )
  const columns = broadcastSize(
    name,
    found.map((a) => a.columns),
    found,
  )
  return { engine, operands, shape: { rows, columns } }
}

/**
 * The expression at every element. Operands of one row or one column are repeated along it, 1×1
 * matrices and numbers everywhere.
 *
 * @throws ShapeError if the shapes do not broadcast
 *
 * @example
 * ```ts
 * import { expression, max } from '@kq/linalg/expression'
 * import { map } from '@kq/linalg/map'
 *
 * const relu = expression((x) => max(x, 0))
 * map(relu, [[-1, 2]]).toArray() // [[0, 2]]
 * ```
 */
export function map(expression: Expression, ...operands: (HostVectorLike | number)[]): HostMatrix
export function map(expression: Expression, ...operands: Operand[]): Matrix
export function map(expression: Expression, ...given: Operand[]): Matrix {
  const { engine, operands, shape } = broadcast('map', expression, given)
  return track(engine.map(expression, operands, shape, false))
}

/** {@link map}, followed by a column of ones: homogeneous coordinates in the same pass. */
export function mapHomogeneous(
  expression: Expression,
  ...operands: (HostVectorLike | number)[]
): HostMatrix
export function mapHomogeneous(expression: Expression, ...operands: Operand[]): Matrix
export function mapHomogeneous(expression: Expression, ...given: Operand[]): Matrix {
  const { engine, operands, shape } = broadcast('mapHomogeneous', expression, given)
  return track(engine.map(expression, operands, shape, true))
}

/** {@link map} over a shape of its own; operands must have that shape, or one row, or one column. */
export function generate(
  engine: Engine,
  shape: Shape,
  expression: Expression,
  ...given: Operand[]
): Matrix {
  if (![shape.rows, shape.columns].every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new ShapeError(
      `a matrix of shape ${shapeText(shape)} was asked for; expected whole numbers, 0 or larger`,
    )
  }
  const operands = given.map((o) => (typeof o === 'number' ? o : matrix(o, engine)))
  for (const a of operands) {
    if (typeof a === 'number') continue
    const fits =
      (a.rows === shape.rows || a.rows === 1) && (a.columns === shape.columns || a.columns === 1)
    if (!fits)
      throw new ShapeError(
        `generate: an operand is ${shapeText(a)}, the result ${shapeText(shape)}`,
      )
  }
  return track(engine.map(expression, operands, shape, false))
}

/**
 * The expression at every element, folded: `'rows'` collapses the rows (one row of column sums
 * remains), `'columns'` the columns, `'all'` both (1×1). Host engines accumulate in float64.
 *
 * @example
 * ```ts
 * import { expression, mul } from '@kq/linalg/expression'
 * import { reduce } from '@kq/linalg/map'
 *
 * const product = expression((x, y) => mul(x, y))
 * reduce('sum', 'all', product, [1, 2], [3, 4]).get(0, 0) // 11, the dot product
 * ```
 */
export function reduce(
  kind: Reduction,
  axis: Axis | 'all',
  expression: Expression,
  ...operands: (HostVectorLike | number)[]
): HostMatrix
export function reduce(
  kind: Reduction,
  axis: Axis | 'all',
  expression: Expression,
  ...operands: Operand[]
): Matrix
export function reduce(
  kind: Reduction,
  axis: Axis | 'all',
  expression: Expression,
  ...given: Operand[]
): Matrix {
  const { engine, operands, shape } = broadcast('reduce', expression, given)
  return track(engine.reduce(kind, axis, expression, operands, shape))
}
