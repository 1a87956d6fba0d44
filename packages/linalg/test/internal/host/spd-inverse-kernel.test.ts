import assert from 'node:assert/strict'
import fc from 'fast-check'
import { epsilon } from '../../../src/dtype.ts'
import { spdInverse } from '../../../src/internal/host/spd-inverse-kernel.ts'
import type { Strided } from '../../../src/internal/host/strided.ts'
import {
  assertBits,
  assertSurroundingsKept,
  assertSymmetric,
  assertWithin,
  at,
  contiguous,
  lay,
  layouts,
  memory,
  numRuns,
} from './layouts.ts'
import { plainProduct } from './product.ts'
import { sizesAcrossHalving, spd } from './spd.ts'

const conditions = fc.integer({ min: 0, max: 10 }).map((exponent) => 10 ** exponent)

/** |A X − I| ≤ c n κ ε: Higham, Accuracy and Stability, section 14.3. */
function assertInverse(a: Strided, x: Strided, condition: number): void {
  const bound = 4 * (a.rows + 1) * condition * epsilon.float64
  assertWithin(
    lay(contiguous, a.rows, a.rows, plainProduct(a, x)),
    (i, j) => (i === j ? 1 : 0),
    () => bound,
    'A A⁻¹',
  )
}

describe('spdInverse', () => {
  it('inverts up to condition 1e10 in every layout, symmetric to the last bit, in either type', () => {
    const cases = fc.record({
      n: fc.oneof(fc.nat(8), fc.nat(40)),
      condition: conditions,
      layoutA: layouts,
      layoutX: layouts,
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(cases, ({ n, condition, layoutA, layoutX, seed }) => {
        const bounded = layoutA.dtype === 'float32' ? Math.min(condition, 1e5) : condition
        const values = spd(n, bounded, seed)
        const a = lay(layoutA, n, n, values)
        const lower = lay(layoutA, n, n, (i, j) => (j > i ? Number.NaN : values(i, j)))
        const inverse = lay(contiguous, n, n, () => 7)
        assert.equal(spdInverse(lower, inverse), undefined)
        assertInverse(a, inverse, 2 * bounded)
        assertSymmetric(inverse)

        const x = lay(layoutX, n, n, () => 7)
        spdInverse(lower, x)
        assertBits(x, (i, j) => at(inverse, i, j))
        assertSurroundingsKept(x)
      }),
      { numRuns },
    )
  })

  for (const n of [...sizesAcrossHalving, 300]) {
    it(`inverts a matrix of size ${n}, in place too`, () => {
      const condition = n < 300 ? 1e10 : 1e3
      const values =
        n < 300 ? spd(n, condition, n) : (i: number, j: number) => 1 / (1 + Math.abs(i - j))
      const a = lay(contiguous, n, n, values)
      const x = lay(contiguous, n, n, () => 7)
      assert.equal(spdInverse(a, x), undefined)
      assertInverse(a, x, condition)
      assertSymmetric(x)
      spdInverse(a, a)
      assertBits(a, (i, j) => at(x, i, j))
    })
  }

  it('names the pivot that fails and leaves `out` as it was', () => {
    for (const n of [1, 30, 70]) {
      const a = lay(contiguous, n, n, (i, j) => (i === j ? (i === n - 1 ? -3 : 1) : 0))
      const out = lay(contiguous, n, n, () => 7)
      const before = memory(out)
      assert.deepEqual(spdInverse(a, out), { pivot: n - 1, value: -3 })
      assert.deepEqual(memory(out), before)
    }
  })
})
