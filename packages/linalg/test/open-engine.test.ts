import assert from 'node:assert/strict'
import { hostEngine } from '../src/host.ts'
import { opaqueEngine } from '../src/laws.ts'
import { type EngineKind, engineText, openEngine } from '../src/open-engine.ts'

const broken: EngineKind = {
  name: 'broken',
  start: () => Promise.reject(new Error('no such thing on this machine')),
}

const opaque: EngineKind = {
  name: 'opaque',
  start: ({ dtype, threads }) =>
    Promise.resolve({
      engine: opaqueEngine({ dtype }),
      variant: 'slow',
      threads: threads === 'auto' ? 3 : threads,
      note: 'a note',
    }),
}

describe('openEngine', () => {
  it('opens the first engine that starts, and says why others did not', async () => {
    const { engine, report } = await openEngine({ engines: [broken, opaque], dtype: 'float64' })
    assert.equal(engine.name, 'opaque')
    assert.equal(engine.dtype, 'float64')
    const { gigaflops, ...rest } = report
    assert.ok(gigaflops > 0 && Number.isFinite(gigaflops))
    assert.deepEqual(rest, {
      name: 'opaque',
      dtype: 'float64',
      variant: 'slow',
      threads: 3,
      note: 'a note',
      passedOver: [{ name: 'broken', reason: 'no such thing on this machine' }],
    })
  })

  it('comes down to the host engine, in float32 unless told otherwise', async () => {
    const { engine, report } = await openEngine({ engines: [broken] })
    assert.equal(engine.name, 'host')
    assert.equal(engine.dtype, 'float32')
    assert.match(
      engineText(report),
      /^engine host \(float32\), TypeScript, 1 thread, .* GFLOP\/s; not broken: no such thing on this machine$/,
    )
  })

  it('passes over an engine that starts and cannot compute', async () => {
    const engine = hostEngine()
    engine.gemm = () => {
      throw new Error('out of order')
    }
    const faulty: EngineKind = {
      name: 'faulty',
      start: () => Promise.resolve({ engine, variant: 'faulty', threads: 1 }),
    }
    const { report } = await openEngine({ engines: [faulty] })
    assert.deepEqual(report.passedOver, [{ name: 'faulty', reason: 'out of order' }])
  })

  it('says the name of an engine that did not start once', async () => {
    const start = (): Promise<never> => Promise.reject(new Error('prefixed: not here'))
    const { report } = await openEngine({ engines: [{ name: 'prefixed', start }] })
    assert.match(engineText(report), /; not prefixed: not here$/)
  })

  it('leaves nothing behind on the engine', async () => {
    const { engine } = await openEngine({ engines: [], dtype: 'float64' })
    assert.deepEqual(engine.stats(), { liveMatrices: 0, liveBytes: 0 })
  })

  it('refuses numbers of threads that are none', async () => {
    for (const threads of [0, 1.5, Number.NaN, -1]) {
      await assert.rejects(openEngine({ engines: [], threads }), /threads is .* whole number/)
    }
  })
})
