import assert from 'node:assert/strict'
import { fill } from '@kq/linalg/constant'
import { gemm } from '@kq/linalg/gemm'
import { gram } from '@kq/linalg/gram'
import { hostEngine } from '@kq/linalg/host'
import { transpose } from '@kq/linalg/transpose'
import { countProductSeconds } from '../../step/product-clock.ts'

describe('countProductSeconds', () => {
  it('counts products and their kin once, and nothing else', () => {
    const engine = hostEngine()
    const x = fill(120, 120, 0.5, engine)
    const expected = gemm(x, x).toArray()
    engine.gram = (a, alpha, beta, c) =>
      engine.gemm(a, a, { transposeA: true, transposeB: false, alpha, beta, c })
    const seconds = countProductSeconds(engine)
    assert.equal(seconds(), 0)
    transpose(x)
    assert.equal(seconds(), 0)
    const begun = performance.now()
    const product = gemm(x, x)
    const once = seconds()
    gram(x)
    const both = seconds()
    const passed = (performance.now() - begun) / 1e3
    assert.ok(0 < once && once < both && both <= passed, `${once} ${both} ${passed}`)
    assert.deepEqual(product.toArray(), expected)
  })
})
