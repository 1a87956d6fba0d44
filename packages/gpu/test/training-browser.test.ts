import assert from 'node:assert/strict'
import path from 'node:path'
import { bundle } from '@kq/browser-testing/bundle'
import { callInPage } from '@kq/browser-testing/call-in-page'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import type { Trained } from './browser/training.ts'
import { assertSameLosses } from './support/assert-same-losses.ts'

describe('training in Chromium', function () {
  this.timeout(120_000)
  let browser: Awaited<ReturnType<typeof launchChromium>>
  let script: string

  before(async function () {
    browser = await launchChromium(this)
    script = await bundle(path.join(import.meta.dirname, 'browser/training.ts'))
  })

  after(() => browser?.close())

  for (const wanted of ['webgpu', 'webgl2'] as const) {
    it(`30 steps of K-BFGS on ${wanted} give the WebAssembly engine's losses within 1e-3`, async () => {
      const { mode, ours, theirs } = await callInPage<Trained>(browser, script, 'train', wanted)
      assert.equal(mode, wanted)
      assertSameLosses(ours, theirs)
    })
  }
})
