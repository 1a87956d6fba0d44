import fc from 'fast-check'
import { epsilon } from '../dtype.ts'
import { add, columnIndex, expression, mul, rowIndex, sub } from '../expression.ts'
import { generate, mapHomogeneous } from '../map.ts'
import { assertClose } from './assert-close.ts'
import { applied, broadcastKinds, operandOf } from './broadcast-operands.ts'
import { type Dense, dense, denseFromRows, rounded } from './dense.ts'
import { exactExpressionArbitrary } from './expression-arbitrary.ts'
import { computed, type LawContext } from './law-context.ts'
import { joined, mapped } from './oracle.ts'
import { sample } from './samples.ts'

const shapes = [
  [1, 1],
  [1, 7],
  [7, 1],
  [5, 9],
  [64, 33],
  [3, 1000],
  [1000, 3],
  [1, 4096],
  [70, 530],
  [0, 3],
  [3, 0],
] as const

const difference = /* @__PURE__ */ expression((x, y) => sub(x, y))
const position = /* @__PURE__ */ expression((x) => add(x, add(mul(1000, rowIndex), columnIndex)))
const seven = /* @__PURE__ */ expression((a, b, c, d, e, f, g, h) =>
  add(
    add(add(a, mul(2, b)), add(mul(3, c), mul(4, d))),
    add(add(mul(5, e), mul(6, f)), add(mul(7, g), h)),
  ),
)

/** Laws of `map`, `mapHomogeneous` and `generate`. */
export function mapLaws({ describe, it, engine: open, slack }: LawContext): void {
  describe('map', () => {
    for (const [rows, columns] of shapes) {
      it(`broadcasts operands of every kind in all layouts to ${rows}×${columns}`, async () => {
        const engine = await open()
        const unit = slack * epsilon[engine.dtype]
        const left = sample(engine.dtype, rows, columns, 1)
        const right = sample(engine.dtype, rows, columns, 2)
        let turn = 0
        for (const kind of broadcastKinds) {
          const other = operandOf(kind, right)
          for (const operands of [
            [left, other],
            [other, left],
          ]) {
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
          assertClose(
            found,
            dense(rows, columns, (i, j) => 1 + 1000 * i + j),
            0,
            'row and column',
          )
        }
        const found = await computed(engine, [], () =>
          generate(engine, { rows, columns }, position, 1),
        )
        assertClose(
          found,
          dense(rows, columns, (i, j) => 1 + 1000 * i + j),
          0,
          'what generate gives',
        )
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
      const a = rounded(
        dense(5, 6, (i, j) => i - 2 * j),
        engine.dtype,
      )
      const operands = [
        a,
        ...broadcastKinds.slice(0, 4).map((kind) => operandOf(kind, a)),
        a,
        operandOf('row', a),
        9,
      ]
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
        forms: fc.array(fc.constantFrom(...broadcastKinds), { minLength: 3, maxLength: 3 }),
        numbers: fc.array(whole, { minLength: 49, maxLength: 49 }),
        turn: fc.nat(),
      })
      await fc.assert(
        fc.asyncProperty(cases, async ({ rows, columns, e, forms, numbers, turn }) => {
          const full = (shift: number): Dense =>
            dense(rows, columns, (i, j) => numbers[(shift + i * columns + j) % numbers.length])
          const operands = [
            full(0),
            ...forms.slice(1).map((kind, k) => operandOf(kind, full(k + 3))),
          ]
          const found = await applied(engine, e, operands, turn % 5)
          assertClose(found, mapped(e, operands, { rows, columns }), 0, JSON.stringify(e.term))
        }),
      )
    })
  })
}
