import assert from 'node:assert/strict'
import fc from 'fast-check'
import { epsilon } from '../../../src/dtype.ts'
import { cholesky } from '../../../src/internal/host/cholesky-kernel.ts'
import { type Strided, transposed } from '../../../src/internal/host/strided.ts'
import {
  assertBits,
  assertSurroundingsKept,
  assertWithin,
  at,
  contiguous,
  type Layout,
  lay,
  layouts,
  memory,
  numRuns,
  type Values,
} from './layouts.ts'
import { magnitude, plainProduct } from './product.ts'
import { sizesAcrossHalving, spd } from './spd.ts'

const conditions = fc.integer({ min: 0, max: 10 }).map((exponent) => 10 ** exponent)

/** The same values with NaN above the diagonal, which must not be read. */
const lowerOnly =
  (values: Values): Values =>
  (i, j) =>
    j > i ? Number.NaN : values(i, j)

/** |A − L Lᵀ| ≤ c |L| |Lᵀ| element by element: Higham, Accuracy and Stability, theorem 10.3. */
function assertFactors(a: Strided, l: Strided, layout: Layout): void {
  assertBits(l, (i, j) => (j > i ? 0 : at(l, i, j)))
  const size = magnitude(l, transposed(l))
  const product = plainProduct(l, transposed(l))
  const units =
    (a.rows + 3) * epsilon.float64 + (layout.dtype === 'float32' ? 2 * epsilon.float32 : 0)
  assertWithin(a, product, (i, j) => units * size(i, j), 'A')
}

describe('cholesky', () => {
  it('factors A = L Lᵀ up to condition 1e10 in every layout, reading the lower triangle alone', () => {
    const cases = fc.record({
      n: fc.oneof(fc.nat(8), fc.nat(40)),
      condition: conditions,
      layoutA: layouts,
      layoutL: layouts,
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(cases, ({ n, condition, layoutA, layoutL, seed }) => {
        // In float32 the rounding of A alone can make it indefinite beyond 1e6.
        const bounded = layoutA.dtype === 'float32' ? Math.min(condition, 1e5) : condition
        const values = spd(n, bounded, seed)
        const a = lay(layoutA, n, n, lowerOnly(values))
        const l = lay(layoutL, n, n, () => 7)
        assert.equal(cholesky(a, l), undefined)
        assertFactors(lay(layoutA, n, n, values), l, layoutL)
        assertSurroundingsKept(l)
      }),
      { numRuns },
    )
  })

  for (const n of [...sizesAcrossHalving, 300]) {
    it(`factors a matrix of size ${n}, rounds float32 once, and works in place`, () => {
      const a = lay(
        contiguous,
        n,
        n,
        n < 300 ? spd(n, 1e10, n) : (i, j) => 1 / (1 + Math.abs(i - j)),
      )
      const l = lay(contiguous, n, n, () => 7)
      assert.equal(cholesky(a, l), undefined)
      assertFactors(a, l, contiguous)

      const rounded = lay({ ...contiguous, dtype: 'float32' }, n, n, () => 7)
      cholesky(a, rounded)
      assertBits(rounded, (i, j) => at(l, i, j))

      cholesky(a, a)
      assertBits(a, (i, j) => at(l, i, j))
    })
  }

  it('names the pivot that fails and its value, and leaves `out` as it was', () => {
    const odd = fc.constantFrom(0, -1, Number.NaN, Infinity, -Infinity)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.nat(),
        odd,
        layouts,
        (n, where, value, layout) => {
          const pivot = where % n
          // L Lᵀ with L = [1 0; 1 1 …]: every pivot is exactly 1 but one.
          const a = lay(
            contiguous,
            n,
            n,
            (i, j) => 1 + Math.min(i, j) + (i === j && i === pivot ? value - 1 : 0),
          )
          const out = lay(layout, n, n, () => 7)
          const before = memory(out)
          assert.deepEqual(cholesky(a, out), { pivot, value })
          assert.deepEqual(memory(out), before)
        },
      ),
      { numRuns },
    )
  })

  it('takes a NaN beside the diagonal for a failure', () => {
    for (const n of [2, 40, 100]) {
      const a = lay(contiguous, n, n, (i, j) =>
        i === j ? 2 : i === n - 1 && j === 0 ? Number.NaN : 0,
      )
      assert.deepEqual(cholesky(a, a), { pivot: n - 1, value: Number.NaN })
    }
  })
})
