import assert from 'node:assert/strict'
import { openEngine } from '@kq/linalg/open-engine'
import { wasm } from '../src/wasm.ts'

describe('wasm', () => {
  for (const threads of [1, 2]) {
    it(`starts with ${threads} of threads, and has nothing to explain`, async () => {
      const { engine, report } = await openEngine({ engines: [wasm], dtype: 'float64', threads })
      assert.equal(engine.dtype, 'float64')
      const { gigaflops, variant, ...rest } = report
      assert.ok(gigaflops > 0)
      assert.match(variant, /^(base|relaxed) SIMD$/)
      assert.deepEqual(rest, { name: 'wasm', dtype: 'float64', threads, passedOver: [] })
    })
  }
})
