import type { Dtype } from '@kq/linalg/dtype'
import type { BinaryOperator, Term, UnaryOperator } from '@kq/linalg/expression'

/*
 * Expressions in the arithmetic of a dtype: every operation is rounded. In float32, rounding the
 * float64 result of +, −, ×, ÷ or √ gives the correctly rounded one (Figueroa, When is double
 * rounding innocuous?, 1995), so compiled loops must agree to the bit.
 */

const unary: Readonly<Partial<Record<UnaryOperator, (x: number) => number>>> = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
  not: (x) => Number(x === 0),
  finite: (x) => Number(Number.isFinite(x)),
}

const binary: Readonly<Record<BinaryOperator, (l: number, r: number) => number>> = {
  add: (l, r) => l + r,
  sub: (l, r) => l - r,
  mul: (l, r) => l * r,
  div: (l, r) => l / r,
  min: Math.min,
  max: Math.max,
  lt: (l, r) => Number(l < r),
  le: (l, r) => Number(l <= r),
  gt: (l, r) => Number(l > r),
  ge: (l, r) => Number(l >= r),
  eq: (l, r) => Number(l === r),
  and: (l, r) => Number(l !== 0 && r !== 0),
  or: (l, r) => Number(l !== 0 || r !== 0),
}

/** The value of a term at an element. */
export function evaluateRounded(
  dtype: Dtype,
  term: Term,
  operands: readonly number[],
  row: number,
  column: number,
): number {
  const round = dtype === 'float32' ? Math.fround : (x: number): number => x
  const known = new Map<Term, number>()
  const value = (at: Term): number => {
    let result = known.get(at)
    if (result === undefined) {
      result = round(compute(at))
      known.set(at, result)
    }
    return result
  }
  const compute = (at: Term): number => {
    switch (at.kind) {
      case 'operand':
        return operands[at.index]
      case 'constant':
        return at.value
      case 'row':
        return row
      case 'column':
        return column
      case 'unary': {
        const apply = unary[at.operator]
        if (!apply) throw new Error(`the oracle does not know ${at.operator}`)
        return apply(value(at.argument))
      }
      case 'binary':
        return binary[at.operator](value(at.left), value(at.right))
      case 'where':
        return value(at.condition) !== 0 ? value(at.then) : value(at.otherwise)
    }
  }
  return value(term)
}
