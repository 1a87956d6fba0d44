import { engineOf, matrix } from '@kq/linalg/as-matrix'
import type { Shape } from '@kq/linalg/engine'
import { ShapeError } from '@kq/linalg/errors'
import { type Expression, expression } from '@kq/linalg/expression'
import { map, reduce } from '@kq/linalg/map'
import { type Matrix, shapeText } from '@kq/linalg/matrix'
import type { Operand, Parent, Variable } from '../tape.ts'
import { isVariable, tapeOf } from './operand.ts'

type Value = Matrix | number

/** An expression with its operands, not yet computed. */
type Pending = readonly [Expression, ...Value[]]

/** An operation of two operands that broadcast to each other. */
export interface BinaryRule {
  readonly name: string
  readonly forward: Expression
  /** The cotangents of the two operands at every element of the result, before summing. */
  readonly left: (g: Matrix, a: Value, b: Value) => Pending
  readonly right: (g: Matrix, a: Value, b: Value) => Pending
}

/** The cotangent itself, as it is. */
export const same: Expression = expression((g) => g)

const shapeOf = (value: Value): Shape =>
  typeof value === 'number' ? { rows: 1, columns: 1 } : value

const checkBroadcast = (name: string, a: Shape, b: Shape): void => {
  const fits = (m: number, n: number): boolean => m === n || m === 1 || n === 1
  if (fits(a.rows, b.rows) && fits(a.columns, b.columns)) return
  throw new ShapeError(
    `${name}: the operands are ${shapeText(a)} and ${shapeText(b)}; ` +
      'expected equal numbers of rows, or one row, and equal numbers of columns, or one column',
  )
}

/** Computes an expression of the result's shape, summed over the axes that `to` was repeated along. */
function sumTo(to: Shape, g: Matrix, [term, ...operands]: Pending): Matrix {
  const overRows = to.rows !== g.rows
  const overColumns = to.columns !== g.columns
  if (overRows || overColumns) {
    const axis = overRows ? (overColumns ? 'all' : 'rows') : 'columns'
    return reduce('sum', axis, term, ...operands)
  }
  return term === same ? g : map(term, ...operands)
}

/** The operation of a rule. */
export function broadcasting(rule: BinaryRule): (a: Operand, b: Operand) => Variable {
  const { name, forward, left, right } = rule
  return (a, b) => {
    const tape = tapeOf(name, a, b)
    const engine = engineOf(
      [a, b].map((operand) => (isVariable(operand) ? operand.value : operand)),
    )
    const valueOf = (operand: Operand): Value => {
      if (typeof operand === 'number') return operand
      return isVariable(operand) ? operand.value : matrix(operand, engine)
    }
    const A = valueOf(a)
    const B = valueOf(b)
    checkBroadcast(name, shapeOf(A), shapeOf(B))

    const parents: Parent[] = []
    if (isVariable(a)) parents.push({ variable: a, vjp: (g) => sumTo(a, g, left(g, A, B)) })
    if (isVariable(b)) parents.push({ variable: b, vjp: (g) => sumTo(b, g, right(g, A, B)) })
    return tape.record(map(forward, A, B), parents)
  }
}
