import assert from 'node:assert/strict'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine } from '@kq/linalg/host'
import { matrix } from '@kq/linalg/as-matrix'
import { type EngineReport, openEngine } from '@kq/linalg/open-engine'
import { type KoffiLoader, loadBlas } from '../src/blas-library.ts'
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

describe('nativeOn a library that may be the reference BLAS', () => {
  /** koffi on a machine whose one library has a product that lasts so long, and computes nothing. */
  const koffiOf =
    (milliseconds: number): KoffiLoader =>
    () => {
      const product = (): void => {
        const begun = performance.now()
        while (performance.now() - begun < milliseconds);
      }
      const func = (prototype: string): (() => void) => {
        if (prototype.includes('openblas')) throw new Error('no such function')
        return product
      }
      const load = (name: string): { func: typeof func } => {
        if (name !== 'libblas.so.3') throw new Error('no such library')
        return { func }
      }
      return Promise.resolve({ default: { load } })
    }
  const openOn = async (milliseconds: number): Promise<EngineReport> => {
    const kept = process.env.KQ_BLAS
    delete process.env.KQ_BLAS
    try {
      const kind = nativeOn(({ dtype }) => hostEngine({ dtype }), { koffi: koffiOf(milliseconds) })
      return (await openEngine({ engines: [kind] })).report
    } finally {
      if (kept !== undefined) process.env.KQ_BLAS = kept
    }
  }

  before(function () {
    if (process.platform !== 'linux') this.skipBecause('only Linux has libblas.so.3')
  })

  it('passes it over where the base multiplies faster', async () => {
    const { name, passedOver } = await openOn(300)
    assert.equal(name, 'host')
    assert.match(passedOver[0].reason, /slower than the engine host.*libopenblas0-pthread/)
  })

  it('takes it where it is fast', async () => {
    const { name, variant } = await openOn(0)
    assert.deepEqual([name, variant], ['native', 'libblas.so.3'])
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
