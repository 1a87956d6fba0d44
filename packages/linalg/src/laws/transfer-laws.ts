import { free } from '../scope.ts'
import { assertSame } from './assert-close.ts'
import { dense, download, rounded, upload } from './dense.ts'
import { assertStats, computed, type LawContext } from './law-context.ts'
import { allLayouts } from './layouts.ts'
import { sample, smallShapes, wholeSample, withElements } from './samples.ts'

/** Laws of `upload` and `read`. */
export function transferLaws({ describe, it, engine: open }: LawContext): void {
  describe('upload and read', () => {
    it('give back what was given, in every layout and shape, NaN and infinities too', async () => {
      const engine = await open()
      for (const [r, c] of smallShapes) {
        const whole = sample(engine.dtype, r, c, 1)
        const a = withElements(whole, [
          [0, 0, NaN],
          [r - 1, c - 1, -Infinity],
        ])
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
      const expected = rounded(
        dense(2, 2, (i, j) => [0.1, 1e-3, 2 / 3, 1e10 + 1][2 * i + j]),
        engine.dtype,
      )
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
      const other = upload(
        engine,
        dense(4, 5, () => 99),
      )
      for (const [k, found] of (await Promise.all(reads)).entries()) assertSame(found, wanted[k])
      free(other)
      assertStats(engine, before)
    })
  })
}
