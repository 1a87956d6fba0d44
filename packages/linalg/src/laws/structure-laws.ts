import fc from 'fast-check'
import { concat } from '../concat.ts'
import { fill, identity, zeros } from '../constant.ts'
import type { Block } from '../engine.ts'
import { slice } from '../slice.ts'
import { transpose } from '../transpose.ts'
import { assertSame } from './assert-close.ts'
import { dense, download, rounded, transposedDense, upload } from './dense.ts'
import { assertStats, computed, type LawContext, plainly } from './law-context.ts'
import { allLayouts, layoutAt } from './layouts.ts'
import { joined, sliced } from './oracle.ts'
import { sample, wholeSample, withElements } from './samples.ts'
import { free } from '../scope.ts'

const shapes = [[1, 1], [1, 7], [7, 1], [5, 9], [70, 530], [0, 3], [3, 0], [0, 0]] as const

const span = (size: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.nat(size), fc.nat(size)).map(([a, b]) => (a < b ? [a, b] : [b, a]))

const blockOf = (rows: number, columns: number): fc.Arbitrary<Block> =>
  fc.tuple(span(rows), span(columns)).map(([[rowStart, rowEnd], [columnStart, columnEnd]]) => ({
    rowStart, rowEnd, columnStart, columnEnd,
  }))

/** Laws of everything that moves numbers without computing: upload, read, slices, transposes, joins. */
export function structureLaws({ describe, it, engine: open }: LawContext): void {
  describe('upload and read', () => {
    it('give back what was given, in every layout and shape, NaN and infinities too', async () => {
      const engine = await open()
      for (const [r, c] of shapes) {
        const whole = sample(engine.dtype, r, c, 1)
        const a = withElements(whole, [[0, 0, NaN], [r - 1, c - 1, -Infinity]])
        for (const layout of allLayouts) {
          assertSame(await computed(engine, [{ values: a, layout }], (A) => A), a, `${r}×${c}`)
        }
      }
    })

    it('round to the dtype, and neither keeps the memory of the other', async () => {
      const engine = await open()
      const before = engine.stats()
      const values = [0.1, 1e-3, 2 / 3, 1e10 + 1]
      const a = engine.upload(values, { rows: 2, columns: 2 })
      values.fill(7)
      const expected = rounded(dense(2, 2, (i, j) => [0.1, 1e-3, 2 / 3, 1e10 + 1][2 * i + j]), engine.dtype)
      const first = await engine.read(a)
      assertSame(await download(a), expected, 'what was uploaded')
      first.fill(9)
      assertSame(await download(a), expected, 'what was uploaded, after a change to what was read,')
      free(a)
      assertStats(engine, before)
    })

    it('may overlap, and a matrix freed after asking is read all the same', async () => {
      const engine = await open()
      const before = engine.stats()
      const wanted = [1, 2, 3].map((seed) => wholeSample(4, 5, seed))
      const given = wanted.map((a) => upload(engine, a))
      const reads = given.map((a) => download(a))
      free(given)
      const other = upload(engine, dense(4, 5, () => 99))
      for (const [k, found] of (await Promise.all(reads)).entries()) assertSame(found, wanted[k])
      free(other)
      assertStats(engine, before)
    })
  })

  describe('slice and transpose', () => {
    it('are the elements that they say, of each other too', async () => {
      const engine = await open()
      const a = wholeSample(9, 11)
      const cases = fc.record({ block: blockOf(9, 11), turn: fc.nat(4), inner: fc.nat(), flip: fc.boolean() })
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
          assertSame(found, sliced(second, whole), JSON.stringify({ block, rowStart, columnEnd, flip }))
        }),
      )
    })

    it('transpose turns every shape', async () => {
      const engine = await open()
      for (const [r, c] of shapes) {
        const a = sample(engine.dtype, r, c, 1)
        for (const layout of allLayouts) {
          const placed = [{ values: a, layout }]
          assertSame(await computed(engine, placed, (A) => transpose(A)), transposedDense(a))
          assertSame(await computed(engine, placed, (A) => transpose(transpose(A))), a)
        }
      }
    })
  })

  describe('concat', () => {
    for (const axis of ['rows', 'columns'] as const) {
      it(`joins any number of parts along ${axis}, empty ones and views too`, async () => {
        const engine = await open()
        const lengths = fc.array(fc.nat(5), { minLength: 1, maxLength: 5 })
        await fc.assert(
          fc.asyncProperty(lengths, fc.nat(5), fc.nat(), async (sizes, across, turn) => {
            const parts = sizes.map((size, k) =>
              axis === 'rows' ? wholeSample(size, across, k) : wholeSample(across, size, k))
            const placed = parts.map((values, k) => ({ values, layout: layoutAt(turn + k) }))
            const total = sizes.reduce((sum, size) => sum + size, 0)
            const expected = dense(
              axis === 'rows' ? total : across,
              axis === 'rows' ? across : total,
              joined(parts, axis).get,
            )
            assertSame(await computed(engine, placed, (...all) => concat(axis, ...all)), expected)
          }),
        )
      })

      it(`joins long parts along ${axis}, one of them twice`, async () => {
        const engine = await open()
        const parts = [sample(engine.dtype, 130, 130, 1), sample(engine.dtype, 130, 130, 2)]
        for (let turn = 0; turn < 5; turn++) {
          const placed = parts.map((values, k) => ({ values, layout: layoutAt(turn + k) }))
          const found = await computed(engine, placed, (A, B) => concat(axis, A, B, A))
          assertSame(found, joined([parts[0], parts[1], parts[0]], axis))
        }
      })
    }
  })

  describe('constants', () => {
    it('are what they say', async () => {
      const engine = await open()
      for (const [r, c] of shapes) {
        assertSame(await computed(engine, [], () => zeros(r, c, engine)), dense(r, c, () => 0))
        assertSame(await computed(engine, [], () => fill(r, c, -2.5, engine)), dense(r, c, () => -2.5))
        const found = await computed(engine, [], () => identity(r, 3, engine))
        assertSame(found, dense(r, r, (i, j) => (i === j ? 3 : 0)))
      }
    })

    it('joins with what was uploaded', async () => {
      const engine = await open()
      const a = wholeSample(3, 2)
      const found = await computed(engine, plainly(a), (A) => concat('rows', A, zeros(1, 2, engine)))
      assertSame(found, joined([a, dense(1, 2, () => 0)], 'rows'))
    })
  })
}
