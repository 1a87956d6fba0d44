import assert from 'node:assert/strict'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine } from '@kq/linalg/host'
import { matrix } from '@kq/linalg/as-matrix'
import { openEngine } from '@kq/linalg/open-engine'
import { loadBlas } from '../src/blas-library.ts'
import { nativeOn } from '../src/native.ts'
import { nativeEngine } from '../src/native-engine.ts'

const found = await loadBlas().catch((error: Error) => error)
const native = nativeOn(({ dtype }) => hostEngine({ dtype }))

describe('nativeOn', () => {
  before(function () {
    if (found instanceof Error) this.skipBecause(found.message)
  })

  it('opens as an engine among others, with the library in its report', async () => {
    const { engine, report } = await openEngine({ engines: [native], threads: 1 })
    assert.equal(engine.name, 'native')
    assert.equal(report.threads, 1)
    assert.match(report.variant, /blas|mkl|Accelerate/i)
  })

  it('refuses a base of another dtype', async () => {
    await assert.rejects(nativeEngine({ dtype: 'float32', base: hostEngine() }), /base is float64/)
  })

  it('multiplies by a reversed, strided and broadcast operand', async () => {
    const { engine } = await nativeEngine({ dtype: 'float64' })
    const data = Float64Array.from({ length: 12 }, (_, i) => i)
    const reversed = engine.wrap(data, { rows: 2, columns: 3 }, 11, -4, -1)
    const repeated = engine.wrap(data, { rows: 3, columns: 2 }, 1, 0, 1)
    assert.deepEqual(gemm(reversed, repeated).toArray(), [
      [30, 60],
      [18, 36],
    ])
    assert.deepEqual(gemm(matrix([[1, 2]], engine), matrix([[3], [4]], engine)).toArray(), [[11]])
  })
})

describe('loadBlas without koffi', () => {
  it('says what to install', async () => {
    const missing = (): Promise<never> => Promise.reject(new Error('Cannot find package'))
    await assert.rejects(loadBlas(undefined, missing), /koffi is not installed: npm install koffi@/)
  })
})

describe('openEngine without a BLAS', () => {
  it('goes on to the next engine and says what to install', async () => {
    const nowhere = nativeOn(() => hostEngine({ dtype: 'float32' }))
    const kept = process.env.KQ_BLAS
    process.env.KQ_BLAS = '/nowhere/libblas.so'
    try {
      const { report } = await openEngine({ engines: [nowhere] })
      assert.equal(report.name, 'host')
      assert.match(report.passedOver[0].reason, /KQ_BLAS/)
    } finally {
      if (kept === undefined) delete process.env.KQ_BLAS
      else process.env.KQ_BLAS = kept
    }
  })
})
