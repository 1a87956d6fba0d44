import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

/** What mocha's context offers, as `scripts/mocha/hooks.ts` extends it. */
export interface SkippableContext {
  skipBecause(reason: string): never
}

export interface LaunchOptions {
  /** @defaultValue {@link findChromium} */
  readonly find?: () => string | undefined
  /** Whether it is a failure that there is none. @defaultValue whether this is CI */
  readonly isRequired?: boolean
}

/**
 * No sandbox and little shared memory, since containers have none to give; no protocols that a
 * loopback page has no use for; and a GPU in software for those who ask.
 */
const flags = [
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/**
 * Headless Chromium with a profile of its own, for a suite's `before`; `close()` it in `after`.
 * Where there is none the suite is skipped; in CI it fails.
 *
 * @throws Error in CI without Chromium
 *
 * @example
 * ```ts not-run="hooks of a test file; docs/test/site.test.ts has them"
 * let browser: Browser | undefined
 * before(async function () {
 *   browser = await launchChromium(this)
 * })
 * after(() => browser?.close())
 * ```
 */
export async function launchChromium(
  context: SkippableContext,
  { find = findChromium, isRequired = Boolean(process.env.CI) }: LaunchOptions = {},
): Promise<Browser> {
  const executablePath = find()
  if (executablePath === undefined) {
    const reason = 'no Chromium: install it, or name its executable in KQ_CHROMIUM'
    if (isRequired) throw new Error(reason)
    return context.skipBecause(reason)
  }
  return chromium.launch({ executablePath, args: flags, chromiumSandbox: false })
}
