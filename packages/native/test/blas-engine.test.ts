import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine } from '@kq/linalg/host'
import { blasEngine } from '../src/blas-engine.ts'
import { loadBlas } from '../src/blas-library.ts'

const found = await loadBlas().catch((error: Error) => error)

describe('blasEngine', () => {
  it('computes by a loaded library on the memory of its base', function () {
    if (found instanceof Error) return this.skipBecause(found.message)
    const base = hostEngine({ poison: true })
    const engine = blasEngine(found, { dtype: 'float64', base })
    assert.equal(engine, base)
    assert.equal(engine.name, 'native')
    assert.deepEqual(gemm(matrix([[1, 2]], engine), [[3], [4]]).toArray(), [[11]])
  })

  it('refuses a base of another dtype', function () {
    if (found instanceof Error) return this.skipBecause(found.message)
    const base = hostEngine()
    assert.throws(() => blasEngine(found, { dtype: 'float32', base }), /base is float64/)
  })
})
