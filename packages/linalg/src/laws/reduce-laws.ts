import { type Dtype, epsilon } from '../dtype.ts'
import type { Axis, Reduction } from '../engine.ts'
import { expression, mul, rowIndex, sub } from '../expression.ts'
import { reduce } from '../map.ts'
import { assertClose } from './assert-close.ts'
import { type Dense, dense } from './dense.ts'
import { computed, type LawContext, plainly } from './law-context.ts'
import { layoutAt } from './layouts.ts'
import { folded, mapped } from './oracle.ts'
import { sample, wholeSample, withElements } from './samples.ts'

const reductions: readonly Reduction[] = ['sum', 'mean', 'max', 'min']
const axes: readonly (Axis | 'all')[] = ['rows', 'columns', 'all']
const shapes = [
  [1, 1],
  [1, 9],
  [9, 1],
  [5, 7],
  [70, 530],
  [530, 70],
  [3, 5000],
  [5000, 3],
  [0, 3],
  [3, 0],
  [0, 0],
] as const

const same = /* @__PURE__ */ expression((x) => x)
const product = /* @__PURE__ */ expression((x, y) => mul(x, y))
const centred = /* @__PURE__ */ expression((x, mean, number) => mul(number, sub(x, mean)))
const rows = /* @__PURE__ */ expression((x) => mul(x, rowIndex))

/** Laws of `reduce`. */
export function reduceLaws({ describe, it, engine: open, slack }: LawContext): void {
  /** Any order of summation stays within. */
  const budgetOf = (dtype: Dtype, values: Dense, kind: Reduction, axis: Axis | 'all'): Dense => {
    const { magnitude } = folded(kind === 'mean' ? 'mean' : 'sum', axis, values)
    const { rows: r, columns: c } = values
    const terms = axis === 'all' ? r * c : axis === 'rows' ? r : c
    const units = slack * (terms + 8) * epsilon[dtype]
    return dense(magnitude.rows, magnitude.columns, (i, j) => units * (magnitude.get(i, j) || 0))
  }

  describe('reduce', () => {
    for (const kind of reductions) {
      for (const axis of axes) {
        it(`${kind} over ${axis} is the loop, in all layouts and shapes`, async () => {
          const engine = await open()
          for (const [r, c] of shapes) {
            const a = sample(engine.dtype, r, c, 1)
            const exact = kind === 'max' || kind === 'min'
            const { value } = folded(kind, axis, a)
            const budget = exact ? 0 : budgetOf(engine.dtype, a, kind, axis)
            for (let turn = 0; turn < 5; turn++) {
              const placed = [{ values: a, layout: layoutAt(turn) }]
              const found = await computed(engine, placed, (A) => reduce(kind, axis, same, A))
              assertClose(found, value, budget, `${kind} over ${axis} of ${r}×${c}`)
            }
          }
        })

        it(`${kind} over ${axis} of whole numbers is exact`, async () => {
          const engine = await open()
          for (const [r, c] of shapes) {
            const a = wholeSample(r, c)
            const found = await computed(engine, plainly(a), (A) => reduce(kind, axis, same, A))
            const { value } = folded(kind, axis, a)
            const units = kind === 'mean' ? slack * 4 * epsilon[engine.dtype] : 0
            const budget = dense(
              value.rows,
              value.columns,
              (i, j) => units * Math.abs(value.get(i, j) || 0),
            )
            assertClose(found, value, budget, `${kind} over ${axis} of ${r}×${c}`)
          }
        })

        it(`${kind} over ${axis} broadcasts operands and takes numbers`, async () => {
          const engine = await open()
          const a = sample(engine.dtype, 13, 17, 1)
          for (const mean of [
            sample(engine.dtype, 1, 17, 2),
            sample(engine.dtype, 13, 1, 2),
            sample(engine.dtype, 1, 1, 2),
          ]) {
            const values = mapped(centred, [a, mean, -2.5], a)
            const found = await computed(engine, plainly(a, mean), (A, M) =>
              reduce(kind, axis, centred, A, M, -2.5),
            )
            const budget = budgetOf(engine.dtype, values, 'sum', axis)
            assertClose(found, folded(kind, axis, values).value, budget, `${kind} over ${axis}`)
          }
        })

        it(`${kind} over ${axis} carries NaN and infinities`, async () => {
          const engine = await open()
          const a = withElements(sample(engine.dtype, 6, 7, 1), [
            [0, 1, NaN],
            [1, 2, Infinity],
            [2, 3, -Infinity],
            [3, 4, Infinity],
            [4, 4, -Infinity],
          ])
          const finite = 8 * slack * 16 * epsilon[engine.dtype]
          for (const b of [
            a,
            withElements(a, [
              [0, 1, 1],
              [2, 3, 1],
              [4, 4, 1],
            ]),
          ]) {
            const found = await computed(engine, plainly(b), (A) => reduce(kind, axis, same, A))
            assertClose(found, folded(kind, axis, b).value, finite, `${kind} over ${axis}`)
          }
        })
      }
    }

    it('knows the row', async () => {
      const engine = await open()
      const ones = dense(9, 4, () => 1)
      const found = await computed(engine, plainly(ones), (A) => reduce('sum', 'rows', rows, A))
      assertClose(
        found,
        dense(1, 4, () => 36),
        0,
        'the sum of row indices',
      )
    })

    it('gives the dot product of long vectors', async () => {
      const engine = await open()
      const x = sample(engine.dtype, 5000, 1, 1)
      const y = sample(engine.dtype, 5000, 1, 2)
      const values = mapped(product, [x, y], x)
      const found = await computed(engine, plainly(x, y), (X, Y) =>
        reduce('sum', 'all', product, X, Y),
      )
      assertClose(
        found,
        folded('sum', 'all', values).value,
        budgetOf(engine.dtype, values, 'sum', 'all'),
        'xᵀy',
      )
    })
  })
}
