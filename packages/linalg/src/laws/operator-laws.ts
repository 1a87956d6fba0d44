import { epsilon } from '../dtype.ts'
import {
  type BinaryOperator,
  type Expression,
  expression,
  type Term,
  type UnaryOperator,
  where,
} from '../expression.ts'
import { assertClose } from './assert-close.ts'
import { applied } from './broadcast-operands.ts'
import { dense, denseFromRows, rounded } from './dense.ts'
import type { LawContext } from './law-context.ts'
import { evaluate, mapped } from './oracle.ts'

const unaryOperators: readonly UnaryOperator[] = [
  'neg',
  'abs',
  'sign',
  'sqrt',
  'exp',
  'log',
  'log1p',
  'tanh',
  'not',
  'finite',
]
const binaryOperators: readonly BinaryOperator[] = [
  'add',
  'sub',
  'mul',
  'div',
  'min',
  'max',
  'lt',
  'le',
  'gt',
  'ge',
  'eq',
  'and',
  'or',
]
const x: Term = { kind: 'operand', index: 0 }
const y: Term = { kind: 'operand', index: 1 }

/** Numbers of all kinds except −0, whose sign not every machine keeps. */
const specials = [
  0,
  1,
  -1,
  0.5,
  -0.75,
  3,
  -20,
  50,
  1e-6,
  -1e-6,
  1e-3,
  1e20,
  -1e20,
  NaN,
  Infinity,
  -Infinity,
]

/** In units of ε of the result; library functions differ in their last digits. */
const unaryUnits = (operator: UnaryOperator, argument: number, result: number): number => {
  if (operator === 'exp') return (8 + 2 * Math.abs(argument)) * result
  if (operator === 'log' || operator === 'tanh') return 16 * Math.max(1, Math.abs(result))
  return operator === 'sqrt' || operator === 'log1p' ? 16 * Math.abs(result) : 0
}

/** Laws of every operator of expressions. */
export function operatorLaws({ describe, it, engine: open, slack }: LawContext): void {
  describe('operators', () => {
    for (const operator of unaryOperators) {
      it(`${operator} is what it says, for infinities and NaN too`, async () => {
        const engine = await open()
        const e: Expression = { arity: 1, term: { kind: 'unary', operator, argument: x } }
        const a = rounded(denseFromRows([specials]), engine.dtype)
        const expected = rounded(mapped(e, [a], a), engine.dtype)
        const units = slack * epsilon[engine.dtype]
        const budget = dense(
          1,
          specials.length,
          (_, j) => units * unaryUnits(operator, a.get(0, j), expected.get(0, j)),
        )
        assertClose(await applied(engine, e, [a], 0), expected, budget, operator)
      })
    }

    for (const operator of binaryOperators) {
      it(`${operator} is what it says, for infinities and NaN too`, async () => {
        const engine = await open()
        const e: Expression = { arity: 2, term: { kind: 'binary', operator, left: x, right: y } }
        const row = rounded(denseFromRows([specials]), engine.dtype)
        const column = rounded(denseFromRows(specials.map((value) => [value])), engine.dtype)
        const shape = { rows: specials.length, columns: specials.length }
        const expected = rounded(mapped(e, [column, row], shape), engine.dtype)
        const units = slack * 4 * epsilon[engine.dtype]
        const budget = dense(
          shape.rows,
          shape.columns,
          (i, j) => units * Math.abs(expected.get(i, j)),
        )
        assertClose(await applied(engine, e, [column, row], 0), expected, budget, operator)
      })
    }

    it('where takes the one branch or the other, and neither spoils the other', async () => {
      const engine = await open()
      const choose = expression((c, a, b) => where(c, a, b))
      const conditions = denseFromRows([[0, 1, -1, 2 ** -66, NaN, Infinity, 0, 1]])
      const a = denseFromRows([[1, 2, 3, 4, 5, 6, NaN, Infinity]])
      const b = denseFromRows([[-1, -2, -3, -4, -5, -6, -7, NaN]])
      const expected = dense(1, 8, (_, j) =>
        evaluate(
          choose.term,
          [conditions, a, b].map((m) => m.get(0, j)),
          0,
          j,
        ),
      )
      assertClose(await applied(engine, choose, [conditions, a, b], 0), expected, 0, 'where')
    })
  })
}
