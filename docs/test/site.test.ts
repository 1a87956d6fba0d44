import assert from 'node:assert/strict'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import { serve, type Site } from '@kq/browser-testing/serve'
import { visit } from '@kq/browser-testing/visit'
import { type EngineName, engineNames } from '../examples/train-in-the-browser/choices.ts'
import { runCommand, siteFiles } from './support/site.ts'

type Browser = Awaited<ReturnType<typeof launchChromium>>
type Page = Parameters<Parameters<typeof visit>[2]>[0]

const example = '/examples/train-in-the-browser.html'

describe('npm run docs', function () {
  // Software adapters compile and run kernels slowly.
  this.timeout(180_000)
  let browser: Browser
  let files: Readonly<Record<string, string>>
  let site: Site

  before(async function () {
    browser = await launchChromium(this)
    const { code, output } = await runCommand('docs')
    assert.equal(code, 0, output)
    assert.doesNotMatch(output, /warn|dead link|\(!\)/i)
    files = await siteFiles()
    site = await serve(files, { isolated: true })
  })

  after(async () => {
    await browser?.close()
    await site?.close()
  })

  /** Opens a page; errors in the console, which requests that fail are too, end the test. */
  const open = <T>(address: string, use: (page: Page) => Promise<T>): Promise<T> =>
    visit(browser, site.origin + address, use)

  it('builds pages that open without an error, and ask for nothing from elsewhere', async () => {
    const pages = Object.keys(files).filter((name) => /\/$|\.html$/.test(name))
    assert.ok(pages.length >= 4, pages.join())
    for (const address of pages) {
      await open(address, async (page) => {
        const hosts: string[] = []
        page.on('request', (request) => hosts.push(new URL(request.url()).origin))
        await page.reload({ waitUntil: 'networkidle' })
        assert.deepEqual(new Set(hosts), new Set([site.origin]))
        assert.notEqual(await page.locator('h1, .NotFound').first().textContent(), '')
      })
    }
  })

  const losses = (page: Page, run: string): Promise<number[]> =>
    page.locator(`[data-run="${run}"]`).evaluate((row) => JSON.parse(row.dataset.losses ?? '[]'))
})
