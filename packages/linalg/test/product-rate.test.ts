import assert from 'node:assert/strict'
import { hostEngine } from '../src/host.ts'
import { productRate } from '../src/product-rate.ts'

describe('productRate', () => {
  it('is a positive number, and leaves nothing behind', async () => {
    const engine = hostEngine()
    const rate = await productRate(engine)
    assert.ok(rate > 0 && Number.isFinite(rate))
    assert.deepEqual(engine.stats(), { liveMatrices: 0, liveBytes: 0 })
  })

  it('counts two operations for each of 256³ multiplications', async () => {
    const engine = hostEngine()
    const { gemm } = engine
    engine.gemm = (...given) => {
      const begun = performance.now()
      const product = gemm.apply(engine, given)
      while (performance.now() - begun < 100);
      return product
    }
    const rate = await productRate(engine)
    assert.ok(rate > 0.1 && rate <= 0.336, `${rate}`)
  })
})
