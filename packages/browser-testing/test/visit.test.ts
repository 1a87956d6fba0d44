import assert from 'node:assert/strict'
import { launchChromium } from '../src/launch-chromium.ts'
import { serve, type Site } from '../src/serve.ts'
import { visit } from '../src/visit.ts'

describe('visit', () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>
  let site: Site | undefined

  before(async function () {
    browser = await launchChromium(this)
  })
  after(() => browser?.close())
  afterEach(() => site?.close())

  const urlOf = async (script: string): Promise<string> => {
    const files = {
      '/': '<p>text</p><script type="module" src="/page.js"></script>',
      '/page.js': script,
      '/worker.js': 'nothingOfThisName()',
    }
    site = await serve(files)
    return site.origin
  }

  it('returns what its visitor finds', async () => {
    const url = await urlOf('')
    assert.equal(await visit(browser, url, (page) => page.locator('p').textContent()), 'text')
  })

  for (const [script, message] of [
    ["console.error('a remark')", /a remark/],
    ["throw new Error('uncaught')", /uncaught/],
    ["Promise.reject(new Error('rejected'))", /rejected/],
    ["new Worker('/worker.js')", /nothingOfThisName/],
    ["fetch('/none')", /404/],
  ] as const) {
    it(`fails at once on a page that runs ${script}`, async () => {
      const url = await urlOf(script)
      const endless = visit(browser, url, (page) => page.locator('#none').textContent())
      await assert.rejects(endless, message)
    }).timeout(10000)
  }

  it('lets pass what is expected, and that alone', async () => {
    const url = await urlOf("console.error('a remark')\ndocument.title = 'end'")
    const title = (expectedErrors: RegExp[]): Promise<string> =>
      visit(
        browser,
        url,
        async (page) => {
          await page.waitForFunction("document.title === 'end'")
          return page.title()
        },
        { expectedErrors },
      )
    assert.equal(await title([/a remark/]), 'end')
    await assert.rejects(title([/another/]), /a remark/)
  })

  it('passes on what its visitor throws', async () => {
    const url = await urlOf('')
    await assert.rejects(
      visit(browser, url, () => Promise.reject(new RangeError('of the visitor'))),
      RangeError,
    )
    assert.equal(browser.contexts().length, 0)
  })
})
