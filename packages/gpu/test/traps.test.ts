import assert from 'node:assert/strict'
import path from 'node:path'
import { bundle } from '@kq/browser-testing/bundle'
import { callInPage } from '@kq/browser-testing/call-in-page'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import { fill } from '@kq/linalg/constant'
import { ShapeError } from '@kq/linalg/errors'
import { read } from '@kq/linalg/read'
import type { GpuEngine } from '../src/open-gpu-engine.ts'
import { gpuEngine } from '../src/internal/gpu-engine.ts'
import { loadGpuJs } from '../src/internal/gpu-js.ts'
import { webGpuBackend } from '../src/internal/web-gpu-backend.ts'
import type { TrapReport } from './browser/traps.ts'
import { requireWebGpu } from './support/adapter.ts'
import { traps } from './support/traps.ts'

describe('traps of gpu.js', function () {
  this.timeout(120_000)

  describe('on WebGPU', () => {
    let engine: GpuEngine

    before(async function () {
      await requireWebGpu(this)
      // Products by gpu.js; and not checked when it is opened, which would notice some of these first.
      engine = gpuEngine(await webGpuBackend(await loadGpuJs()))
    })

    for (const [name, run] of Object.entries(traps)) {
      it(name, async () => {
        const { found, expected } = await run(engine)
        assert.deepEqual(found, expected)
      })
    }

    it('a matrix beyond the limit of a binding is refused, and the next one is not', async () => {
      const { limits } = (await (await loadGpuJs()).WebGPUContext.acquire()).device
      // 128 MiB where a device offers no more.
      const largest = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize)
      assert.ok(largest >= 2 ** 27)
      const rows = Math.floor(largest / 4) + 1
      assert.throws(
        () => fill(rows, 1, 1, engine),
        (error) =>
          error instanceof ShapeError &&
          error.message.includes(
            `${rows}×1 takes ${4 * rows} bytes, but this device binds at most ${largest}: split it`,
          ),
      )
      assert.deepEqual([...(await read(fill(1, 2, 3, engine)))], [3, 3])
    })
  })

  describe('on WebGL2', () => {
    let browser: Awaited<ReturnType<typeof launchChromium>>
    let report: TrapReport
    let script: string

    before(async function () {
      browser = await launchChromium(this)
      script = await bundle(path.join(import.meta.dirname, 'browser/traps.ts'))
      report = await callInPage<TrapReport>(browser, script, 'runTraps')
    })

    after(() => browser?.close())

    for (const name of Object.keys(traps)) {
      it(name, () => {
        const { found, expected, error } = report[name]
        assert.equal(error, undefined)
        assert.deepEqual(found, expected)
      })
    }

    it('a matrix with a longer side than a texture has is refused', async () => {
      const refusal = await callInPage<string>(browser, script, 'refusal', [8193, 1])
      assert.match(
        refusal,
        /^ShapeError: .*8193×1 does not fit.*8192×8192: split it, or use WebGPU/,
      )
      assert.equal(await callInPage<string>(browser, script, 'refusal', [1, 8192]), '')
    })
  })
})
