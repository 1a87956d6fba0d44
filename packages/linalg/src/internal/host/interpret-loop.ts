import type { BinaryOperator, Expression, Term, UnaryOperator } from '../../expression.ts'
import { type Fold, foldStart, type Loop } from './loop.ts'

/*
 * Expressions as closures, for pages whose Content-Security-Policy forbids generated code. Same
 * bits as the generated loops, much slower.
 */

type Evaluate = (x: Float64Array, row: number, column: number) => number

const unaryFunctions: Readonly<Record<UnaryOperator, (x: number) => number>> = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  tanh: Math.tanh,
  not: (x) => (x === 0 ? 1 : 0),
  finite: (x) => (x - x === 0 ? 1 : 0),
}

const binaryFunctions: Readonly<Record<BinaryOperator, (l: number, r: number) => number>> = {
  add: (l, r) => l + r,
  sub: (l, r) => l - r,
  mul: (l, r) => l * r,
  div: (l, r) => l / r,
  min: Math.min,
  max: Math.max,
  lt: (l, r) => (l < r ? 1 : 0),
  le: (l, r) => (l <= r ? 1 : 0),
  gt: (l, r) => (l > r ? 1 : 0),
  ge: (l, r) => (l >= r ? 1 : 0),
  eq: (l, r) => (l === r ? 1 : 0),
  and: (l, r) => (l !== 0 && r !== 0 ? 1 : 0),
  or: (l, r) => (l !== 0 || r !== 0 ? 1 : 0),
}

function evaluator(term: Term): Evaluate {
  switch (term.kind) {
    case 'operand':
      return (x) => x[term.index] as number
    case 'constant':
      return () => term.value
    case 'row':
      return (_x, row) => row
    case 'column':
      return (_x, _row, column) => column
    case 'unary': {
      const apply = unaryFunctions[term.operator]
      const argument = evaluator(term.argument)
      return (x, row, column) => apply(argument(x, row, column))
    }
    case 'binary': {
      const apply = binaryFunctions[term.operator]
      const left = evaluator(term.left)
      const right = evaluator(term.right)
      return (x, row, column) => apply(left(x, row, column), right(x, row, column))
    }
    case 'where': {
      const condition = evaluator(term.condition)
      const then = evaluator(term.then)
      const otherwise = evaluator(term.otherwise)
      return (x, row, column) =>
        condition(x, row, column) !== 0 ? then(x, row, column) : otherwise(x, row, column)
    }
  }
}

const foldValue = (fold: Fold, accumulated: number, value: number): number => {
  if (fold.kind === 'max') return Math.max(accumulated, value)
  if (fold.kind === 'min') return Math.min(accumulated, value)
  return accumulated + value
}

/** The loop of an expression without generating code. */
export function interpretLoop(expression: Expression, fold: Fold): Loop {
  const evaluate = evaluator(expression.term)
  return (out, rows, columns, outStride, operands) => {
    const x = new Float64Array(operands.length)
    const start = fold.kind === 'map' ? 0 : foldStart(fold.kind)
    let accumulated = start
    for (let row = 0; row < rows; row++) {
      if (fold.kind !== 'map' && fold.axis === 'columns') accumulated = start
      for (let column = 0; column < columns; column++) {
        operands.forEach(({ motion, value, data, offset, rowStride, columnStride }, k) => {
          x[k] =
            motion === 'constant'
              ? value
              : (data[offset + row * rowStride + column * columnStride] as number)
        })
        const value = evaluate(x, row, column)
        if (fold.kind === 'map') out[row * outStride + column] = value
        else if (fold.axis === 'rows') out[column] = foldValue(fold, out[column] as number, value)
        else accumulated = foldValue(fold, accumulated, value)
      }
      if (fold.kind !== 'map' && fold.axis === 'columns') out[row] = accumulated
    }
    if (fold.kind !== 'map' && fold.axis === 'all') out[0] = accumulated
  }
}
