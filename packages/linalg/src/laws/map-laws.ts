import fc from 'fast-check'
import { epsilon } from '../dtype.ts'
import type { Engine } from '../engine.ts'
import {
  add, type BinaryOperator, columnIndex, type Expression, expression, mul, rowIndex, sub, type Term,
  type UnaryOperator, where,
} from '../expression.ts'
import { generate, map, mapHomogeneous } from '../map.ts'
import { assertClose } from './assert-close.ts'
import { type Dense, dense, denseFromRows, rounded } from './dense.ts'
import { exactExpressionArbitrary } from './expression-arbitrary.ts'
import { computed, type LawContext, type Placed } from './law-context.ts'
import { layoutAt } from './layouts.ts'
import { evaluate, joined, mapped } from './oracle.ts'
import { sample } from './samples.ts'

const shapes = [
  [1, 1], [1, 7], [7, 1], [5, 9], [64, 33], [3, 1000], [1000, 3], [1, 4096], [70, 530], [0, 3], [3, 0],
] as const

/** How an operand may be broadcast. */
const kinds = ['full', 'column', 'row', 'scalar', 'number'] as const

const difference = expression((x, y) => sub(x, y))
const position = expression((x) => add(x, add(mul(1000, rowIndex), columnIndex)))
const seven = expression((a, b, c, d, e, f, g, h) =>
  add(add(add(a, mul(2, b)), add(mul(3, c), mul(4, d))), add(add(mul(5, e), mul(6, f)), add(mul(7, g), h))),
)

const operandOf = (kind: (typeof kinds)[number], whole: Dense): Dense | number => {
  if (kind === 'full') return whole
  if (kind === 'number') return whole.values[0] ?? 1.5
  const rows = kind === 'column' ? whole.rows : 1
  const columns = kind === 'row' ? whole.columns : 1
  return dense(rows, columns, (i, j) => (whole.values.length ? whole.get(i, j) : i + j + 0.5))
}

/** `map` on an engine, where some operands are numbers. */
function applied(
  engine: Engine,
  e: Expression,
  operands: readonly (Dense | number)[],
  turn: number,
  apply: typeof map = map,
): Promise<Dense> {
  const placed = operands.flatMap((values, k): Placed[] =>
    typeof values === 'number' ? [] : [{ values, layout: layoutAt(turn + 2 * k) }],
  )
  return computed(engine, placed, (...matrices) => {
    const rest = [...matrices]
    return apply(e, ...operands.map((o) => (typeof o === 'number' ? o : (rest.shift() ?? o))))
  })
}

const unaryOperators: readonly UnaryOperator[] = [
  'neg', 'abs', 'sign', 'sqrt', 'exp', 'log', 'log1p', 'tanh', 'not', 'finite',
]
const binaryOperators: readonly BinaryOperator[] = [
  'add', 'sub', 'mul', 'div', 'min', 'max', 'lt', 'le', 'gt', 'ge', 'eq', 'and', 'or',
]
const x: Term = { kind: 'operand', index: 0 }
const y: Term = { kind: 'operand', index: 1 }

/** Numbers of all kinds except −0, whose sign not every machine keeps. */
const specials = [0, 1, -1, 0.5, -0.75, 3, -20, 50, 1e-6, -1e-6, 1e-3, 1e20, -1e20, NaN, Infinity, -Infinity]

/** In units of ε of the result; library functions differ in their last digits. */
const unaryUnits = (operator: UnaryOperator, argument: number, result: number): number => {
  if (operator === 'exp') return (8 + 2 * Math.abs(argument)) * result
  if (operator === 'log' || operator === 'tanh') return 16 * Math.max(1, Math.abs(result))
  return operator === 'sqrt' || operator === 'log1p' ? 16 * Math.abs(result) : 0
}

/** Laws of `map`, `mapHomogeneous` and `generate`, and of every operator. */
export function mapLaws({ describe, it, engine: open, slack }: LawContext): void {
  describe('map', () => {
    for (const [rows, columns] of shapes) {
      it(`broadcasts operands of every kind in all layouts to ${rows}×${columns}`, async () => {
        const engine = await open()
        const unit = slack * epsilon[engine.dtype]
        const left = sample(engine.dtype, rows, columns, 1)
        const right = sample(engine.dtype, rows, columns, 2)
        let turn = 0
        for (const kind of kinds) {
          const other = operandOf(kind, right)
          for (const operands of [[left, other], [other, left]]) {
            const found = await applied(engine, difference, operands, turn++)
            const expected = mapped(difference, operands, { rows, columns })
            const budget = dense(rows, columns, (i, j) => unit * Math.abs(expected.get(i, j)))
            assertClose(found, expected, budget, `x − y with a ${kind} operand`)
          }
        }
        const outer = [operandOf('column', left), operandOf('row', right)]
        const found = await applied(engine, difference, outer, turn)
        assertClose(found, mapped(difference, outer, { rows, columns }), unit * 20, 'column − row')
      })

      it(`knows row and column in all layouts of ${rows}×${columns}`, async () => {
        const engine = await open()
        const ones = dense(rows, columns, () => 1)
        for (let turn = 0; turn < 5; turn++) {
          const found = await applied(engine, position, [ones], turn)
          assertClose(found, dense(rows, columns, (i, j) => 1 + 1000 * i + j), 0, 'row and column')
        }
        const found = await computed(engine, [], () => generate(engine, { rows, columns }, position, 1))
        assertClose(found, dense(rows, columns, (i, j) => 1 + 1000 * i + j), 0, 'what generate gives')
      })

      it(`appends a column of ones to ${rows}×${columns}`, async () => {
        const engine = await open()
        const a = sample(engine.dtype, rows, columns, 1)
        const ones = dense(rows, 1, () => 1)
        const expected = joined([mapped(difference, [a, 0], { rows, columns }), ones], 'columns')
        for (let turn = 0; turn < 5; turn++) {
          const found = await applied(engine, difference, [a, 0], turn, mapHomogeneous)
          assertClose(found, expected, 0, '[map, 1]')
        }
      })
    }

    it('takes seven matrices and numbers besides', async () => {
      const engine = await open()
      const a = rounded(dense(5, 6, (i, j) => i - 2 * j), engine.dtype)
      const operands = [a, ...kinds.slice(0, 4).map((kind) => operandOf(kind, a)), a, operandOf('row', a), 9]
      const found = await applied(engine, seven, operands, 1)
      assertClose(found, mapped(seven, operands, { rows: 5, columns: 6 }), 0, 'the sum of seven')
    })

    it('tells one expression from another with the same operands', async () => {
      const engine = await open()
      const a = denseFromRows([[1, 2]])
      for (const factor of [2, 3]) {
        const times = expression((value) => mul(factor, value))
        assertClose(await applied(engine, times, [a], 0), [[factor, 2 * factor]], 0)
      }
    })

    it('agrees to the bit on whole numbers, whatever the expression', async () => {
      const engine = await open()
      const whole = fc.integer({ min: -7, max: 7 })
      const cases = fc.record({
        rows: fc.integer({ min: 1, max: 7 }),
        columns: fc.integer({ min: 1, max: 7 }),
        e: exactExpressionArbitrary(3),
        forms: fc.array(fc.constantFrom(...kinds), { minLength: 3, maxLength: 3 }),
        numbers: fc.array(whole, { minLength: 49, maxLength: 49 }),
        turn: fc.nat(),
      })
      await fc.assert(
        fc.asyncProperty(cases, async ({ rows, columns, e, forms, numbers, turn }) => {
          const full = (shift: number): Dense =>
            dense(rows, columns, (i, j) => numbers[(shift + i * columns + j) % numbers.length])
          const operands = [full(0), ...forms.slice(1).map((kind, k) => operandOf(kind, full(k + 3)))]
          const found = await applied(engine, e, operands, turn % 5)
          assertClose(found, mapped(e, operands, { rows, columns }), 0, JSON.stringify(e.term))
        }),
      )
    })
  })

  describe('operators', () => {
    for (const operator of unaryOperators) {
      it(`${operator} is what it says, for infinities and NaN too`, async () => {
        const engine = await open()
        const e: Expression = { arity: 1, term: { kind: 'unary', operator, argument: x } }
        const a = rounded(denseFromRows([specials]), engine.dtype)
        const expected = rounded(mapped(e, [a], a), engine.dtype)
        const units = slack * epsilon[engine.dtype]
        const budget = dense(1, specials.length, (_, j) =>
          units * unaryUnits(operator, a.get(0, j), expected.get(0, j)))
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
        const budget = dense(shape.rows, shape.columns, (i, j) => units * Math.abs(expected.get(i, j)))
        assertClose(await applied(engine, e, [column, row], 0), expected, budget, operator)
      })
    }

    it('where takes the one branch or the other, and neither spoils the other', async () => {
      const engine = await open()
      const choose = expression((c, a, b) => where(c, a, b))
      const conditions = denseFromRows([[0, 1, -1, 2 ** -66, NaN, Infinity, 0, 1]])
      const a = denseFromRows([[1, 2, 3, 4, 5, 6, NaN, Infinity]])
      const b = denseFromRows([[-1, -2, -3, -4, -5, -6, -7, NaN]])
      const expected = dense(1, 8, (_, j) => evaluate(choose.term, [conditions, a, b].map((m) => m.get(0, j)), 0, j))
      assertClose(await applied(engine, choose, [conditions, a, b], 0), expected, 0, 'where')
    })
  })
}

