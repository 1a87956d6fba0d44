import { epsilon } from '../dtype.ts'
import { gram } from '../gram.ts'
import { rankTwoUpdate } from '../rank-two-update.ts'
import { select } from '../select.ts'
import { assertClose, assertSame } from './assert-close.ts'
import { assertSymmetric } from './assert-symmetric.ts'
import { dense, download, transposedDense, upload } from './dense.ts'
import { assertStats, computed, type LawContext } from './law-context.ts'
import { layoutAt } from './layouts.ts'
import { combine, product } from './oracle.ts'
import { sample, symmetricSample, wholeSample, withElements } from './samples.ts'
import { free } from '../scope.ts'

/** m×n of X, small, thin, empty, and beyond every blocking factor. */
const gramSizes = [
  [1, 1],
  [1, 5],
  [5, 1],
  [7, 4],
  [3, 70],
  [0, 4],
  [4, 0],
  [65, 33],
  [1030, 9],
  [300, 270],
  [70, 530],
] as const

/** α, β, and whether there is a C. */
const scalars = [
  [1, 0, false],
  [0.25, 0.75, true],
  [-2, 1, true],
  [1, 0, true],
  [0, 1, true],
] as const

/** Laws of what keeps matrices symmetric, `gram` and `rankTwoUpdate`, and of `select`. */
export function symmetricLaws({ describe, it, engine: open, slack }: LawContext): void {
  describe('gram', () => {
    for (const [m, n] of gramSizes) {
      it(`is XᵀX of ${m}×${n} in all layouts, symmetric to the last bit`, async () => {
        const engine = await open()
        for (const exact of [true, false]) {
          const x = exact ? wholeSample(m, n) : sample(engine.dtype, m, n)
          const p = product(transposedDense(x), x)
          for (const [turn, [alpha, beta, hasC]] of scalars.entries()) {
            const c = beta === 0 ? dense(n, n, () => NaN) : symmetricSample(engine.dtype, n, 2)
            const found = await computed(
              engine,
              [
                { values: x, layout: layoutAt(turn) },
                ...(hasC ? [{ values: c, layout: layoutAt(turn + 1) }] : []),
              ],
              (X, C) => gram(X, { alpha, beta, ...(C && { c: C }) }),
            )
            const what = `gram ${JSON.stringify({ alpha, beta, hasC })}`
            assertSymmetric(found, what)
            const { value, magnitude } = combine(alpha, p, beta, hasC && beta !== 0 ? c : undefined)
            const units = slack * (exact && beta === 0 ? 0 : m + 4) * epsilon[engine.dtype]
            assertClose(
              found,
              value,
              dense(n, n, (i, j) => units * magnitude.get(i, j)),
              what,
            )
          }
        }
      })
    }

    it('carries NaN and infinities', async () => {
      const engine = await open()
      const x = withElements(wholeSample(19, 21), [
        [1, 2, NaN],
        [3, 4, Infinity],
        [3, 5, 0],
        [6, 20, -Infinity],
      ])
      const { value } = product(transposedDense(x), x)
      for (let turn = 0; turn < 5; turn++) {
        const found = await computed(engine, [{ values: x, layout: layoutAt(turn) }], (X) =>
          gram(X),
        )
        assertSame(found, value, 'gram with NaN and infinities')
      }
    })
  })

  describe('rankTwoUpdate', () => {
    for (const n of [0, 1, 2, 5, 67, 257]) {
      it(`is H + a s sᵀ + b (s qᵀ + q sᵀ) for n = ${n}, symmetric to the last bit`, async () => {
        const engine = await open()
        const H = symmetricSample(engine.dtype, n, 1)
        const [s, q] = [sample(engine.dtype, n, 1, 2), sample(engine.dtype, n, 1, 3)]
        const [a, b] = [sample(engine.dtype, 1, 1, 4), sample(engine.dtype, 1, 1, 5)]
        const terms = (i: number, j: number): number[] => [
          H.get(i, j),
          a.get(0, 0) * s.get(i, 0) * s.get(j, 0),
          b.get(0, 0) * s.get(i, 0) * q.get(j, 0),
          b.get(0, 0) * q.get(i, 0) * s.get(j, 0),
        ]
        const total = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0)
        const expected = dense(n, n, (i, j) => total(terms(i, j)))
        const units = slack * 8 * epsilon[engine.dtype]
        const budget = dense(n, n, (i, j) => units * total(terms(i, j).map(Math.abs)))
        for (let turn = 0; turn < 5; turn++) {
          const placed = [H, s, q, a, b].map((values, k) => ({
            values,
            layout: layoutAt(turn + k),
          }))
          const found = await computed(engine, placed, (...m) =>
            rankTwoUpdate(m[0], m[1], m[2], m[3], m[4]),
          )
          assertSymmetric(found)
          assertClose(found, expected, budget, 'the rank-two update')
        }
      })
    }
  })

  describe('select', () => {
    it('is one matrix or the other, whole, whatever the other holds', async () => {
      const engine = await open()
      const a = wholeSample(5, 6, 1)
      const b = dense(5, 6, () => NaN)
      for (const condition of [1, -0.5, 0]) {
        const operands = [dense(1, 1, () => condition), ...(condition === 0 ? [b, a] : [a, b])]
        for (let turn = 0; turn < 5; turn++) {
          const placed = operands.map((values, k) => ({ values, layout: layoutAt(turn + k) }))
          const found = await computed(engine, placed, (c, A, B) => select(c, A, B))
          assertSame(found, a, `select by ${condition}`)
        }
      }
    })

    it('outlives what it chose from', async () => {
      const engine = await open()
      const before = engine.stats()
      const a = wholeSample(5, 6, 1)
      const given = [dense(1, 1, () => 1), a, wholeSample(5, 6, 2)].map((values) =>
        upload(engine, values),
      )
      const chosen = select(given[0], given[1], given[2])
      free(given)
      const other = upload(
        engine,
        dense(5, 6, () => 99),
      )
      assertSame(await download(chosen), a, 'the chosen matrix, after its original was freed,')
      free([chosen, other])
      assertStats(engine, before)
    })
  })
}
