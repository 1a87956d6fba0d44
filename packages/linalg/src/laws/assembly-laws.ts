import fc from 'fast-check'
import { concat } from '../concat.ts'
import { fill, identity, zeros } from '../constant.ts'
import { assertSame } from './assert-close.ts'
import { dense } from './dense.ts'
import { computed, type LawContext, plainly } from './law-context.ts'
import { layoutAt } from './layouts.ts'
import { joined } from './oracle.ts'
import { sample, smallShapes, wholeSample } from './samples.ts'

/** Laws of `concat`, `zeros`, `fill` and `identity`. */
export function assemblyLaws({ describe, it, engine: open }: LawContext): void {
  describe('concat', () => {
    for (const axis of ['rows', 'columns'] as const) {
      it(`joins any number of parts along ${axis}, empty ones and views too`, async () => {
        const engine = await open()
        const lengths = fc.array(fc.nat(5), { minLength: 1, maxLength: 5 })
        await fc.assert(
          fc.asyncProperty(lengths, fc.nat(5), fc.nat(), async (sizes, across, turn) => {
            const parts = sizes.map((size, k) =>
              axis === 'rows' ? wholeSample(size, across, k) : wholeSample(across, size, k),
            )
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
      for (const [r, c] of smallShapes) {
        assertSame(
          await computed(engine, [], () => zeros(r, c, engine)),
          dense(r, c, () => 0),
        )
        assertSame(
          await computed(engine, [], () => fill(r, c, -2.5, engine)),
          dense(r, c, () => -2.5),
        )
        const found = await computed(engine, [], () => identity(r, 3, engine))
        assertSame(
          found,
          dense(r, r, (i, j) => (i === j ? 3 : 0)),
        )
      }
    })

    it('joins with what was uploaded', async () => {
      const engine = await open()
      const a = wholeSample(3, 2)
      const found = await computed(engine, plainly(a), (A) =>
        concat('rows', A, zeros(1, 2, engine)),
      )
      assertSame(found, joined([a, dense(1, 2, () => 0)], 'rows'))
    })
  })
}
