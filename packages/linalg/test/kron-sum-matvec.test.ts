import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { kronSumMatvec } from '../src/kron-sum-matvec.ts'
import { assertSame } from '../src/laws/assert-close.ts'
import { download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { product } from '../src/laws/oracle.ts'
import { wholeSample } from '../src/laws/samples.ts'
import { kronSumOracle } from './support/kron-sum-oracle.ts'

const sizes = fc.record({ m: fc.nat(4), n: fc.nat(4), r: fc.nat(3), seed: fc.nat() })

describe('kronSumMatvec', () => {
  it('is the sum, formed, times V', () => {
    fc.assert(
      fc.property(sizes, ({ m, n, r, seed }) => {
        const [a, b] = [wholeSample(m, m, seed), wholeSample(n, n, seed + 1)]
        const v = wholeSample(m * n, r, seed + 2)
        assertSame(kronSumMatvec(a, b, v), product(kronSumOracle(a, b), v).value)
      }),
    )
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    const engine = opaqueEngine()
    const given = [wholeSample(2, 2, 1), wholeSample(3, 3, 2), wholeSample(6, 2, 3)]
    const [a, b, v] = given.map((m) => matrix(m, engine))
    const found = kronSumMatvec(a, b, v)
    assert.equal(engine.stats().liveMatrices, 4)
    assertSame(await download(found), kronSumMatvec(given[0], given[1], given[2]))
  })

  it('refuses what does not fit', () => {
    assert.throws(() => kronSumMatvec([[1, 2]], [[1]], [1]), { name: 'ShapeError' })
    assert.throws(() => kronSumMatvec([[1]], [[1]], zeros(2, 1)), {
      name: 'ShapeError',
      message: /1×1.*1×1.*2×1.*1·1 = 1/,
    })
  })
})
