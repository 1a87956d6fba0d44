import assert from 'node:assert/strict'
import path from 'node:path'
import { bundle } from '@kq/browser-testing/bundle'
import { callInPage } from '@kq/browser-testing/call-in-page'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
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
  })

  describe('on WebGL2', () => {
    let browser: Awaited<ReturnType<typeof launchChromium>>
    let report: TrapReport

    before(async function () {
      browser = await launchChromium(this)
      const script = await bundle(path.join(import.meta.dirname, 'browser/traps.ts'))
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
  })
})
