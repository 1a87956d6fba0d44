import type { Browser, Page } from 'playwright-core'

export interface VisitOptions {
  /** Errors that belong to what is tested, by a part of their text. */
  readonly expectedErrors?: readonly RegExp[]
}

/**
 * Opens a page in a profile of its own, hands it to `use`, and closes it.
 *
 * @returns what `use` returns
 * @throws Error as soon as the page, or a worker of it, writes an error to its console, leaves one
 * uncaught, or crashes
 */
export async function visit<T>(
  browser: Browser,
  url: string,
  use: (page: Page) => Promise<T>,
  { expectedErrors = [] }: VisitOptions = {},
): Promise<T> {
  const context = await browser.newContext()
  const errors: string[] = []
  // What the page says explains more than that something does not come: one error ends the visit.
  let end = (): void => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const note = (text: string): void => {
    if (expectedErrors.some((expected) => expected.test(text))) return
    errors.push(text)
    end()
  }
  const attempt = async (): Promise<T> => {
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') note(message.text())
    })
    page.on('pageerror', (error) => note(error.stack ?? error.message))
    page.on('crash', () => note('the page has crashed'))
    await page.goto(url)
    return use(page)
  }
  const used = attempt()
  used.then(end, end)
  await ended
  await context.close()
  const [outcome] = await Promise.allSettled([used])
  if (errors.length > 0) throw new Error(`errors of ${url}:\n${errors.join('\n')}`)
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}
