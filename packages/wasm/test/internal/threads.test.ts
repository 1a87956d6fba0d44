import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import type { Dtype } from '@kq/linalg/dtype'
import { EngineError } from '@kq/linalg/errors'
import { gemm } from '@kq/linalg/gemm'
import { gram } from '@kq/linalg/gram'
import type { Matrix } from '@kq/linalg/matrix'
import { createRandom } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import { scope } from '@kq/linalg/scope'
import { spdInverse } from '@kq/linalg/spd-inverse'
import { createRuntime } from '../../src/internal/runtime.ts'
import { WasmEngine } from '../../src/internal/wasm-engine.ts'
import { wasmEngine } from '../../src/wasm-engine.ts'

const normal = (engine: WasmEngine, rows: number, columns: number, seed: number): Matrix => {
  const random = createRandom(seed)
  return engine.upload(
    Float64Array.from({ length: rows * columns }, () => random.normal()),
    { rows, columns },
  )
}

const compute = (engine: WasmEngine): Promise<ArrayLike<number>[]> =>
  Promise.all(
    scope(() => {
      const a = normal(engine, 331, 517, 1)
      const b = normal(engine, 517, 2100, 2)
      const c = normal(engine, 331, 2100, 3)
      const moment = gram(normal(engine, 700, 333, 4), { alpha: 1 / 700 })
      return [
        gemm(a, b, { alpha: 0.5, beta: -2, c }),
        gemm(b, a, { transposeA: true, transposeB: true }),
        moment,
        spdInverse(moment),
      ]
    }).map(read),
  )

const engineOf = (dtype: Dtype, threads: number): WasmEngine => {
  const { report } = wasmEngine({ dtype, threads: 1 })
  const runtime = createRuntime(report.variant, threads, true)
  return new WasmEngine(dtype, runtime, { ...report, threads })
}

describe('threads', () => {
  for (const dtype of ['float32', 'float64'] as const) {
    it(`any number of them gives the same bits in ${dtype}`, async () => {
      const expected = await compute(wasmEngine({ dtype, threads: 1 }))
      for (const threads of [2, 3, 4]) {
        const engine = wasmEngine({ dtype, threads })
        assert.equal(engine.report.threads, threads)
        for (let run = 0; run < 5; run++) {
          assert.deepEqual(await compute(engine), expected)
          // Threads start and end events only while this one waits.
          await new Promise((resolve) => setTimeout(resolve, 30))
        }
      }
    })
  }

  it('memory that is not shared, and its one thread, give the same bits too', async () => {
    const engine = wasmEngine({ shared: false, threads: 4 })
    assert.deepEqual(
      { ...engine.report, variant: '' },
      { variant: '', threads: 1, shared: false, reason: 'memory was asked not to be shared' },
    )
    assert.deepEqual(await compute(engine), await compute(wasmEngine({ threads: 1 })))
  })

  it('a thread that ends turns into an error within 5 seconds', async () => {
    const { report } = wasmEngine({ dtype: 'float32', threads: 1 })
    const runtime = createRuntime(report.variant, 2, true)
    const engine = new WasmEngine('float32', runtime, { ...report, threads: 2 })
    await compute(engine)
    runtime.stopThreads()
    const start = performance.now()
    await assert.rejects(
      async () => {
        while (performance.now() - start < 5000) {
          await compute(engine)
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
      },
      (error) =>
        error instanceof EngineError && /a thread of the engine has died/.test(error.message),
    )
  })

  it('a thread that stops in the middle of a product turns into an error, not into a hang', async () => {
    const engine = engineOf('float32', 2)
    const runtime = createRuntime(engine.report.variant, 2, true)
    const stalled = new WasmEngine('float32', runtime, { ...engine.report, threads: 2 })
    // One who entered the job and never leaves it, as a thread does that is ended there.
    const inside = new Int32Array(runtime.arena.memory.buffer, runtime.workspace + 64, 1)
    Atomics.add(inside, 0, 1)
    const start = performance.now()
    await assert.rejects(async () => compute(stalled), EngineError)
    assert.ok(performance.now() - start < 5000)
    runtime.stopThreads()
  })

  it('threads keep no process alive', () => {
    const script = `
      import { gemm } from '@kq/linalg/gemm'
      import { wasmEngine } from '@kq/wasm/wasm-engine'
      const engine = wasmEngine({ threads: 2 })
      const a = engine.upload(new Float64Array(512 * 512), { rows: 512, columns: 512 })
      for (let k = 0; k < 20; k++) gemm(a, a)
      await new Promise((resolve) => setTimeout(resolve, 200))
      gemm(a, a)
      console.log('end')`
    const { stdout, status, signal } = spawnSync(
      process.execPath,
      ['--conditions=@kq/source', '--import', 'tsx', '--input-type=module', '--eval', script],
      { encoding: 'utf8', timeout: 20000, cwd: import.meta.dirname },
    )
    assert.deepEqual({ stdout, status, signal }, { stdout: 'end\n', status: 0, signal: null })
  })
})
