import assert from 'node:assert/strict'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import { serve, type Site } from '@kq/browser-testing/serve'
import { visit, type VisitOptions } from '@kq/browser-testing/visit'
import {
  type EngineName,
  engineNames,
  type MethodName,
} from '../examples/train-in-the-browser/choices.ts'
import { lossesInNode } from './support/losses-in-node.ts'
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
        await page.waitForLoadState('networkidle')
        const asked = await page.evaluate(() =>
          performance.getEntriesByType('resource').map(({ name }) => name),
        )
        assert.ok(asked.length > 2, asked.join())
        for (const url of asked) assert.equal(new URL(url).origin, site.origin)
        assert.notEqual(await page.locator('h1').first().textContent(), '')
        assert.equal(await page.locator('[data-mml-node="merror"]').count(), 0)
        await page.setViewportSize({ width: 390, height: 844 })
        // What is drawn by a program takes a moment to fit.
        await page.waitForFunction(() => document.documentElement.scrollWidth === innerWidth)
      })
    }
  })

  it('renders formulas, and the curves of recorded runs', async () => {
    await open('/methods/damping.html', async (page) => {
      assert.ok((await page.locator('mjx-container svg').count()) > 50)
      assert.doesNotMatch((await page.locator('.vp-doc').textContent()) ?? '', /\$|\\[a-z]+/)
    })
    for (const name of ['mnist-autoencoder', 'csv']) {
      await open(`/examples/${name}.html`, async (page) => {
        for (const points of await page.locator('polyline').all()) {
          const places = (await points.getAttribute('points'))?.split(/[ ,]/).map(Number) ?? []
          assert.ok(places.length > 10 && places.every((place) => place >= 0 && place <= 640))
        }
        assert.equal(await page.locator('polyline').count(), 2)
      })
    }
  })

  /** Iterations and loss of a run, as the table of the page says. */
  async function latest(page: Page, run: string): Promise<{ iteration: number; loss: number }> {
    const cells = await page.locator(`[data-run="${run}"] .number`).allTextContents()
    const [iteration = Number.NaN, , loss = Number.NaN] = cells.map(Number)
    return { iteration, loss }
  }

  async function start(page: Page, engine: EngineName, method: MethodName): Promise<void> {
    await page.locator(`input[value="${engine}"]`).check()
    await page.locator(`input[value="${method}"]`).check()
    await page.getByRole('button', { name: /^Start/ }).click()
  }

  async function reach(page: Page, run: string, iteration: number): Promise<void> {
    const cell = page.locator(`[data-run="${run}"] .number`).first()
    const alert = page.getByRole('alert')
    for (;;) {
      if (await alert.count()) throw new Error((await alert.textContent()) ?? '')
      if (Number(await cell.textContent()) >= iteration) return
      await page.waitForTimeout(50)
    }
  }

  /** The iteration at which a run has come to a halt: its last turn may take a moment. */
  async function standstill(page: Page, run: string): Promise<number> {
    for (let turn = 0, before = -1; turn < 20; turn++) {
      const { iteration } = await latest(page, run)
      if (iteration === before) return iteration
      before = iteration
      await page.waitForTimeout(600)
    }
    throw new Error('it trains on')
  }

  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).press('Enter')

  /** Whether there is anything to see on a canvas. */
  const isDrawn = (page: Page, canvas: string): Promise<boolean> =>
    page
      .locator(canvas)
      .first()
      .evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement
        const context = (element as HTMLCanvasElement).getContext('2d')
        return context?.getImageData(0, 0, width, height).data.some((byte) => byte > 0) ?? false
      })

  for (const [engine, method, iterations] of [
    ['wasm', 'kbfgs', 20],
    ['webgl2', 'adam', 2],
    ['webgpu', 'adam', 2],
  ] as const) {
    it(`trains by ${method} on ${engine}, in a worker, as it would in Node.js`, () =>
      open(example, async (page) => {
        const run = `${method}-${engine}`
        await start(page, engine, method)
        await reach(page, run, iterations)
        await press(page, 'Pause')
        await page.getByText(': paused').waitFor()
        await page.locator('canvas[aria-label="Eight images of curves"]').waitFor()
        const found = await latest(page, run)
        const expected = await lossesInNode(method, found.iteration)
        assert.ok(found.loss < 0.99 * expected[0], `${found.loss}, from ${expected[0]}`)
        const error = Math.abs(found.loss / expected[found.iteration - 1] - 1)
        assert.ok(error < 0.01, `${found.loss} instead of ${expected.at(-1)}`)
        for (const canvas of ['.uplot canvas', '.images canvas:last-of-type']) {
          assert.ok(await isDrawn(page, canvas), canvas)
        }
      }))
  }

  it('pauses, continues, compares and resets, by keyboard', () =>
    open(example, async (page) => {
      await start(page, 'wasm', 'adam')
      await reach(page, 'adam-wasm', 1)
      await press(page, 'Pause')
      const iteration = await standstill(page, 'adam-wasm')
      await press(page, 'Continue')
      await reach(page, 'adam-wasm', iteration + 1)
      await start(page, 'wasm', 'sgd')
      await reach(page, 'sgd-wasm', 1)
      assert.equal(await page.locator('[data-run]').count(), 2)
      await press(page, 'Reset')
      assert.equal(await page.locator('[data-run]').count(), 0)
      await start(page, 'wasm', 'adam')
      await reach(page, 'adam-wasm', 1)
    }))

  /** The example with a line before the worker's script. */
  async function openWith(
    line: string,
    use: (page: Page) => Promise<void>,
    options: VisitOptions = {},
  ): Promise<void> {
    const worker = Object.keys(files).find((name) => /\/worker-.*\.js$/.test(name)) ?? ''
    const other = await serve({ ...files, [worker]: `${line}\n${files[worker]}` })
    try {
      await visit(browser, other.origin + example, use, options)
    } finally {
      await other.close()
    }
  }

  it('offers no engine that cannot start, and says why', () =>
    openWith(
      'delete WorkerNavigator.prototype.gpu; OffscreenCanvas.prototype.getContext = () => null',
      async (page) => {
        await page.getByText(/No WebGPU here: .*no navigator\.gpu: WebGPU needs/).waitFor()
        await page.getByText(/No WebGL2 here: this browser gives no WebGL2/).waitFor()
        for (const name of engineNames) {
          const isOff = await page.locator(`input[value="${name}"]`).isDisabled()
          assert.equal(isOff, name !== 'wasm')
        }
      },
    ))

  it('says why nothing can be trained where the worker does not start', () =>
    openWith(
      'throw new Error("a broken script")',
      async (page) => {
        await page.getByText(/No WebAssembly here: .*a broken script/).waitFor()
        assert.ok(await page.getByRole('button', { name: 'Start' }).isDisabled())
      },
      { expectedErrors: [/a broken script/] },
    ))

  it('says it where training fails, and can start again', () =>
    openWith(
      `addEventListener('message', ({ data }) => {
        if (data.path?.includes('advance')) performance.now = () => { throw new Error('no clock') }
      })`,
      async (page) => {
        await start(page, 'wasm', 'adam')
        assert.equal(await page.getByRole('alert').textContent(), 'no clock')
        await page.getByText('Adam on WebAssembly: failed').waitFor()
        assert.ok(await page.getByRole('button', { name: 'Pause' }).isDisabled())
        assert.ok(await page.getByRole('button', { name: /^Start/ }).isEnabled())
      },
    ))
})
