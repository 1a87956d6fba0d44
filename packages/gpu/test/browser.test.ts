import assert from 'node:assert/strict'
import path from 'node:path'
import { bundle } from '@kq/browser-testing/bundle'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import { serve } from '@kq/browser-testing/serve'
import { visit } from '@kq/browser-testing/visit'
import type { LawReport } from './browser/laws.ts'

const page = '<!doctype html><title>Laws</title><script type="module" src="/page.js"></script>'

describe('the laws of engines in Chromium', function () {
  this.timeout(400_000)
  let browser: Awaited<ReturnType<typeof launchChromium>>
  let script: string

  before(async function () {
    browser = await launchChromium(this)
    script = await bundle(path.join(import.meta.dirname, 'browser/laws.ts'))
  })

  after(() => browser?.close())

  for (const mode of ['webgpu', 'webgl2'] as const) {
    it(`hold on ${mode}`, async () => {
      const site = await serve({ '/': page, '/page.js': script })
      try {
        const url = `${site.origin}/?mode=${mode}`
        const text = await visit(browser, url, (opened) =>
          opened.locator('#result').textContent({ timeout: 380_000 }),
        )
        const { passed, failures } = JSON.parse(text ?? '') as LawReport
        assert.deepEqual(failures, [])
        assert.ok(passed > 190, `${passed} laws`)
      } finally {
        await site.close()
      }
    })
  }
})
