import assert from 'node:assert/strict'
import path from 'node:path'
import { bundle } from '@kq/browser-testing/bundle'
import { callInPage } from '@kq/browser-testing/call-in-page'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import type { ReplayReport, ReplayRequest } from './browser/replay.ts'
import { trajectories, units } from './support/golden.ts'

describe('the golden files in Chromium', function () {
  this.timeout(240_000)
  let browser: Awaited<ReturnType<typeof launchChromium>>
  let script: string

  before(async function () {
    browser = await launchChromium(this)
    script = await bundle(path.join(import.meta.dirname, 'browser/replay.ts'))
  })

  after(() => browser?.close())

  for (const mode of ['webgpu', 'webgl2'] as const) {
    it(`pass by the rule of float32 on ${mode}`, async () => {
      const request: ReplayRequest = { mode, files: [...trajectories, units] }
      const report = await callInPage<ReplayReport>(browser, script, 'replayAll', request)
      assert.equal(report.mode, mode)
      assert.deepEqual(report.objections, [])
    })
  }
})
