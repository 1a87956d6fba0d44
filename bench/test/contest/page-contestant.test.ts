import assert from 'node:assert/strict'
import { bundle } from '@kq/browser-testing/bundle'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import { serve, type Site } from '@kq/browser-testing/serve'
import { startInPage } from '../../contest/page-contestant.ts'
import { sampleOf } from '../../contest/protocol.ts'
import { dense } from '../../contest/task.ts'

/** A page whose script has a solver, or what stands in its place. */
const script = (start: string): Promise<string> =>
  bundle({
    contents: `import { answerInPage } from '../../contest/page.ts'
      import { solver } from '../../contest/solver.ts'
      answerInPage(async () => ${start})`,
    resolveDir: import.meta.dirname,
    loader: 'ts',
  })

const works = `solver('in a page', () => ({
  load: (values) => values,
  operations: { dot: () => () => [7] },
  read: (result) => result,
}))`

const page = (name: string): string =>
  `<!doctype html><script type="module" src="${name}"></script>`

describe('a contestant in a page', function () {
  this.timeout(60_000)
  let browser: Awaited<ReturnType<typeof launchChromium>>
  let site: Site

  before(async function () {
    browser = await launchChromium(this)
    site = await serve({
      '/works': page('/works.js'),
      '/works.js': await script(works),
      '/fails': page('/fails.js'),
      '/fails.js': await script(`{ console.warn('blocked'); throw new Error('no adapter') }`),
      '/silent': page('/none.js'),
    })
  })

  after(async () => {
    await browser?.close()
    await site?.close()
  })

  const task = { operation: 'dot', dtype: 'float32', operands: dense([1, 1]) } as const

  it('says what it is, computes, is timed, and says why it cannot', async () => {
    const contestant = await startInPage(browser, `${site.origin}/works`)
    assert.equal(contestant.about, 'in a page')
    assert.deepEqual(await contestant.prepare(task), sampleOf([7]))
    assert.ok((await contestant.time(3)) >= 0)
    await assert.rejects(contestant.prepare({ ...task, operation: 'axpby' }), /it has no axpby/)
    contestant.stop()
  })

  it('that does not start gives the reason, and what the page says', async () => {
    await assert.rejects(
      startInPage(browser, `${site.origin}/fails`),
      /^Error: no adapter \(the page says: blocked\)$/,
    )
    await assert.rejects(startInPage(browser, `${site.origin}/silent`), /its script does not run/)
  })
})
