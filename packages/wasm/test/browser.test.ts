import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { bundle } from '@kq/browser-testing/bundle'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import { serve, type ServeOptions } from '@kq/browser-testing/serve'
import { visit, type VisitOptions } from '@kq/browser-testing/visit'
import { hostEngine } from '@kq/linalg/host'
import { type Experiment, experiment } from './browser/experiment.ts'
import { type Losses, type Method, methods, train } from './browser/train.ts'

const folder = path.join(import.meta.dirname, 'browser')

/** What the README asks for. */
const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:"

/** A code block of the README, by the name in its first line. */
async function exampleOf(name: string): Promise<string> {
  const readme = await readFile(path.join(import.meta.dirname, '../README.md'), 'utf8')
  const block = new RegExp(`^\`\`\`ts[^\\n]*\\n// ${name}\\n([^]*?)^\`\`\``, 'm').exec(readme)
  assert.ok(block, `the README has no ${name}`)
  return block[1]
}

/** Fused multiplications round once where others round twice: the last digits of float32 differ. */
const tolerance = 1e-5

function assertNear(actual: Losses, expected: Losses): void {
  for (const method of Object.keys(methods) as Method[]) {
    assert.equal(actual[method].length, expected[method].length)
    for (const [step, loss] of actual[method].entries()) {
      const error = Math.abs(loss / expected[method][step] - 1)
      assert.ok(error <= tolerance, `${method}, step ${step}: ${loss}, ${expected[method][step]}`)
    }
  }
}

describe('browser', () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>
  let files: Readonly<Record<string, string>>
  let inNode: Experiment

  before(async function () {
    browser = await launchChromium(this)
    files = {
      '/': await readFile(path.join(folder, 'page.html'), 'utf8'),
      '/page.js': await bundle(path.join(folder, 'page.ts')),
      '/worker.js': await bundle(path.join(folder, 'worker.ts')),
    }
    inNode = await experiment(2)
  })

  after(() => browser?.close())

  const inBrowser = async (
    query: string,
    options: ServeOptions & VisitOptions,
    served: Readonly<Record<string, string>> = files,
  ): Promise<Experiment> => {
    const site = await serve(served, options)
    const url = `${site.origin}/?${query}`
    try {
      const text = await visit(
        browser,
        url,
        (page) => page.locator('#result').textContent(),
        options,
      )
      return JSON.parse(text ?? '') as Experiment
    } finally {
      await site.close()
    }
  }

  /** The WebAssembly engine, with what it says of itself, and losses that are Node.js's. */
  const assertWasm = (
    { report, losses, base }: Experiment,
    threads: number,
    note: RegExp | undefined,
  ): void => {
    assert.equal(report.name, 'wasm')
    assert.deepEqual(report.passedOver, [])
    assert.match(report.variant, /^(base|relaxed) SIMD$/)
    assert.equal(report.threads, threads)
    if (note) assert.match(report.note ?? '', note)
    else assert.equal(report.note, undefined)
    assert.ok(report.gigaflops > 0)
    // Kernels are the same everywhere, to the bit, where their variant is.
    assert.deepEqual(base?.losses, inNode.base?.losses)
    if (report.variant === inNode.report.variant) assert.deepEqual(losses, inNode.losses)
    else assertNear(losses, inNode.losses)
    for (const method of Object.keys(methods) as Method[]) {
      assert.ok(losses[method].at(-1)! < 0.8 * losses[method][0], 'it learns')
    }
  }

  /** The host engine, for a reason, and its losses in Node.js. */
  const assertHost = async (result: Experiment, reason: RegExp): Promise<void> => {
    const { report, losses } = result
    assert.equal(report.name, 'host')
    assert.equal(report.threads, 1)
    assert.deepEqual(
      report.passedOver.map(({ name }) => name),
      ['wasm'],
    )
    assert.match(report.passedOver[0].reason, reason)
    assert.match(result.text, reason)
    assertNear(losses, await train(hostEngine({ dtype: 'float32' })))
  }

  const notIsolated = /not cross-origin isolated.*Cross-Origin-Opener-Policy: same-origin/

  it('trains with two threads in a worker of a page that is isolated', async () => {
    const result = await inBrowser('place=worker&threads=2', { isolated: true })
    assertWasm(result, 2, undefined)
    assert.equal(result.base?.helpers, 1)
  })

  it('trains with one thread in a page, and says why there are not more', async () => {
    const result = await inBrowser('place=page&threads=2', { isolated: true })
    assertWasm(result, 1, /a page's main thread may not wait.*dedicated worker/)
  })

  it('says nothing of threads to a page that asks for one', async () => {
    assertWasm(await inBrowser('place=page&threads=1', { isolated: true }), 1, undefined)
  })

  for (const place of ['page', 'worker']) {
    it(`trains with one thread in a ${place} without isolation, and says why`, async () => {
      assertWasm(await inBrowser(`place=${place}&threads=2`, {}), 1, notIsolated)
    })

    it(`falls back to the host engine in a ${place} that may not compile WebAssembly`, async () => {
      const result = await inBrowser(`place=${place}`, {
        contentSecurityPolicy: "script-src 'self'",
        expectedErrors: [/Content Security Policy/],
      })
      await assertHost(result, /allow 'wasm-unsafe-eval' in its Content-Security-Policy/)
    })
  }

  it('falls back to the host engine where there is no SIMD', async () => {
    const without = 'WebAssembly.validate = () => false\n'
    const served = { ...files, '/page.js': without + files['/page.js'] }
    await assertHost(
      await inBrowser('place=page', {}, served),
      /this machine has no WebAssembly SIMD/,
    )
  })

  it('trains with one thread where a policy refuses its workers, and says why', async () => {
    const result = await inBrowser('place=worker&threads=2', {
      isolated: true,
      contentSecurityPolicy: "script-src 'self' 'wasm-unsafe-eval'",
      expectedErrors: [/blob:.*violates the following Content Security Policy/],
    })
    assertWasm(result, 1, /a worker does not start.*worker-src 'self' blob:/)
  })

  it('trains with two threads under the policy that the README asks for', async () => {
    const result = await inBrowser('place=worker&threads=2', {
      isolated: true,
      contentSecurityPolicy: policy,
    })
    assertWasm(result, 2, undefined)
    assert.equal(result.base?.helpers, 1)
  })

  it("runs the README's example", async () => {
    const scriptOf = async (name: string): Promise<string> =>
      bundle({ contents: await exampleOf(name), resolveDir: folder, loader: 'ts' })
    const example = {
      '/': '<!doctype html><script type="module" src="/page.js"></script>',
      '/page.js': await scriptOf('page.ts'),
      '/worker.js': await scriptOf('worker.ts'),
    }
    const site = await serve(example, { isolated: true, contentSecurityPolicy: policy })
    try {
      await visit(browser, site.origin, async (page) => {
        await page.getByText(/engine wasm \(float32\), .* GFLOP\/s/).waitFor()
        const text = await page.getByText(/loss/).textContent()
        assert.ok(Number(/loss (\S+)/.exec(text ?? '')?.[1]) < 0.02, text ?? 'nothing')
      })
    } finally {
      await site.close()
    }
  })
})
