import type { Browser } from 'playwright-core'
import { serve } from './serve.ts'
import { visit, type VisitOptions } from './visit.ts'

/**
 * Calls a function of a module in a page of its own, and returns what it returns or promises.
 *
 * @param script the module, as `bundle` makes it
 * @param name what the module exports the function as
 * @param argument plain data, as is the result
 * @throws Error where the function throws or the page has an error
 *
 * @example
 * ```ts not-run="a part of a test; packages/browser-testing/test/call-in-page.test.ts is one"
 * const script = await bundle(path.join(import.meta.dirname, 'browser/sums.ts'))
 * const total = await callInPage<number>(browser, script, 'sum', [1, 2, 3])
 * ```
 */
export async function callInPage<T>(
  browser: Browser,
  script: string,
  name: string,
  argument?: unknown,
  options?: VisitOptions,
): Promise<T> {
  const site = await serve({ '/': '<!doctype html><title>Call</title>', '/module.js': script })
  // As text: what compiles tests would leave its own helpers in a function.
  const call = `import('/module.js').then((module) => module[${JSON.stringify(name)}](${JSON.stringify(argument)}))`
  try {
    return await visit(browser, site.origin, (page) => page.evaluate<T>(call), options)
  } finally {
    await site.close()
  }
}
