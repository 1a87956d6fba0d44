import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { kronSum } from '../src/kron-sum.ts'
import { assertSame } from '../src/laws/assert-close.ts'
import { download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { wholeSample } from '../src/laws/samples.ts'
import { kronSumOracle } from './support/kron-sum-oracle.ts'

describe('kronSum', () => {
  it('is A ⊗ I + I ⊗ B', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(4), fc.nat(), (m, n, seed) => {
        const [a, b] = [wholeSample(m, m, seed), wholeSample(n, n, seed + 1)]
        assertSame(kronSum(a, b), kronSumOracle(a, b))
      }),
    )
    assert.deepEqual(kronSum(zeros(0, 0), [[1]]).shape, [0, 0])
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    const engine = opaqueEngine()
    const [a, b] = [wholeSample(2, 2, 1), wholeSample(3, 3, 2)]
    const found = kronSum(matrix(a, engine), matrix(b, engine))
    assert.equal(engine.stats().liveMatrices, 3)
    assertSame(await download(found), kronSumOracle(a, b))
  })

  it('refuses what is not square', () => {
    assert.throws(() => kronSum([[1, 2]], [[1]]), { name: 'ShapeError', message: /A is 1×2/ })
  })
})
