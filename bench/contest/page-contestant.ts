import type { launchChromium } from '@kq/browser-testing/launch-chromium'
import type { Contestant } from './contestant.ts'
import type { Reply, Request, Sample } from './protocol.ts'

type Browser = Awaited<ReturnType<typeof launchChromium>>

/** Longer than anything takes that a benchmark asks for. */
const patience = 120_000

/**
 * A contestant in a page, whose script has called `answerInPage`. Pages of one browser share its GPU.
 *
 * @throws Error with the reason, where its library does not load
 */
export async function startInPage(browser: Browser, url: string): Promise<Contestant> {
  const page = await browser.newPage()
  let complaint = ''
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaint = message.text()
  })
  page.on('pageerror', (error) => (complaint = error.message))
  await page.goto(url)
  const ask = async (request?: Request): Promise<unknown> => {
    // As text: what runs this file from source adds helpers to functions, which no page has.
    const { answer, error } = (await page.evaluate(`Promise.race([
      globalThis.contestant?.(${JSON.stringify(request)}) ?? { error: 'its script does not run' },
      new Promise((resolve) => setTimeout(() => {
        resolve({ error: 'no answer within ${patience / 1000} s' })
      }, ${patience})),
    ])`)) as Reply
    if (error === undefined) return answer
    throw new Error(complaint === '' ? error : `${error} (the page says: ${complaint})`)
  }
  try {
    return {
      about: String(await ask()),
      prepare: (task) => ask({ id: 1, ask: 'prepare', task }) as Promise<Sample>,
      time: (times) => ask({ id: 1, ask: 'time', times }) as Promise<number>,
      stop: () => void page.close(),
    }
  } catch (error) {
    await page.close()
    throw error
  }
}
