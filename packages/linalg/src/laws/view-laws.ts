import fc from 'fast-check'
import type { Block } from '../engine.ts'
import { reshape } from '../reshape.ts'
import { slice } from '../slice.ts'
import { transpose } from '../transpose.ts'
import { assertSame } from './assert-close.ts'
import { denseOf, transposedDense } from './dense.ts'
import { computed, type LawContext } from './law-context.ts'
import { allLayouts, layoutAt } from './layouts.ts'
import { sliced } from './oracle.ts'
import { sample, smallShapes, wholeSample } from './samples.ts'

const span = (size: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.nat(size), fc.nat(size)).map(([a, b]) => (a < b ? [a, b] : [b, a]))

const blockOf = (rows: number, columns: number): fc.Arbitrary<Block> =>
  fc.tuple(span(rows), span(columns)).map(([[rowStart, rowEnd], [columnStart, columnEnd]]) => ({
    rowStart,
    rowEnd,
    columnStart,
    columnEnd,
  }))

/** Laws of `slice`, `transpose` and `reshape`. */
export function viewLaws({ describe, it, engine: open }: LawContext): void {
  describe('slice, transpose and reshape', () => {
    it('are the elements that they say, of each other too', async () => {
      const engine = await open()
      const a = wholeSample(9, 11)
      const cases = fc.record({
        block: blockOf(9, 11),
        turn: fc.nat(4),
        inner: fc.nat(),
        flip: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(cases, async ({ block, turn, inner, flip }) => {
          const placed = [{ values: a, layout: layoutAt(turn) }]
          const first = sliced(a, block)
          const second = flip ? transposedDense(first) : first
          const rowStart = inner % (second.rows + 1)
          const columnEnd = inner % (second.columns + 1)
          const found = await computed(engine, placed, (A) => {
            const once = slice(A, block)
            return slice(flip ? transpose(once) : once, { rowStart, columnEnd })
          })
          const whole = { rowStart, rowEnd: second.rows, columnStart: 0, columnEnd }
          assertSame(
            found,
            sliced(second, whole),
            JSON.stringify({ block, rowStart, columnEnd, flip }),
          )
        }),
      )
    })

    it('transpose turns every shape', async () => {
      const engine = await open()
      for (const [r, c] of smallShapes) {
        const a = sample(engine.dtype, r, c, 1)
        for (const layout of allLayouts) {
          const placed = [{ values: a, layout }]
          assertSame(await computed(engine, placed, (A) => transpose(A)), transposedDense(a))
          assertSame(await computed(engine, placed, (A) => transpose(transpose(A))), a)
        }
      }
    })

    it('reshape keeps the numbers in order, in every layout', async () => {
      const engine = await open()
      const a = sample(engine.dtype, 6, 10)
      for (const [rows, columns] of [
        [60, 1],
        [1, 60],
        [4, 15],
        [15, 4],
        [6, 10],
      ] as const) {
        for (const layout of allLayouts) {
          const placed = [{ values: a, layout }]
          const expected = denseOf(rows, columns, a.values)
          assertSame(await computed(engine, placed, (A) => reshape(A, rows, columns)), expected)
          const turned = denseOf(rows, columns, transposedDense(a).values)
          const found = await computed(engine, placed, (A) => reshape(transpose(A), rows, columns))
          assertSame(found, turned)
        }
      }
    })
  })
}
