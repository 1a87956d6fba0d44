import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import type { Engine } from '@kq/linalg/engine'
import { loadBlas } from '@kq/native/blas-library'
import { nativeEngine } from '@kq/native/native-engine'
import { wasmEngine } from '@kq/wasm/wasm-engine'
import { replay } from '../conformance/replay.ts'
import { replayUnits } from '../conformance/units.ts'
import { trajectories, units } from './support/golden.ts'

const blas = await loadBlas().catch((error: Error) => error)

const engines: Readonly<
  Record<string, (dtype: 'float64' | 'float32') => Engine | Promise<Engine>>
> = {
  host: (dtype) => hostEngine({ dtype }),
  'host, poisoning what is freed': (dtype) => hostEngine({ dtype, poison: true }),
  opaque: (dtype) => opaqueEngine({ dtype }),
  'wasm, one thread': (dtype) => wasmEngine({ dtype, threads: 1 }),
  'wasm, two threads': (dtype) => wasmEngine({ dtype, threads: 2 }),
  'wasm, memory that is not shared': (dtype) => wasmEngine({ dtype, shared: false }),
  native: async (dtype) => (await nativeEngine({ dtype })).engine,
  'native on wasm': async (dtype) =>
    (await nativeEngine({ dtype, base: wasmEngine({ dtype, threads: 1 }) })).engine,
}

describe('the golden files', () => {
  it('are all there, and trace every second-order method', () => {
    assert.equal(trajectories.length, 17)
    const traced = trajectories
      .filter(({ trace }) => (trace?.length ?? 0) > 0)
      .map(({ algorithm }) => algorithm)
    assert.deepEqual([...new Set(traced)].sort(), ['K-BFGS', 'K-BFGS(L)', 'KFAC'])
  })

  for (const [engineName, open] of Object.entries(engines)) {
    for (const dtype of ['float64', 'float32'] as const) {
      describe(`on ${engineName} in ${dtype}`, () => {
        before(function () {
          if (engineName.startsWith('native') && blas instanceof Error)
            this.skipBecause(blas.message)
        })

        for (const file of trajectories) {
          it(`${file.name} passes`, async () => {
            const engine = await open(dtype)
            const { passed, loss, weight, first } = await replay(file, engine)
            assert.equal(first, undefined)
            assert.ok(passed)
            if (dtype === 'float64') {
              assert.ok(loss <= file.tolerance.lossRel, `losses deviate by ${loss}`)
              assert.ok(weight <= file.tolerance.weightAbs, `weights deviate by ${weight}`)
            } else {
              assert.ok(loss <= 2e-5 && loss > 1e-12, `losses deviate by ${loss}`)
            }
            assert.equal(engine.stats().liveMatrices, 0, 'matrices left behind')
          })
        }

        it('the units pass', async () => {
          const { passed, first } = await replayUnits(units, await open(dtype))
          assert.equal(first, undefined)
          assert.ok(passed)
        })
      })
    }
  }

  it('run on an engine that lets nobody look', () => {
    const engine = opaqueEngine()
    assert.equal(engine.peek, undefined)
    const handle = engine.upload([1, 2], { rows: 1, columns: 2 })
    for (const name of ['data', 'get', 'toArray', 'storage'])
      assert.equal(name in handle, false, name)
  })
})
