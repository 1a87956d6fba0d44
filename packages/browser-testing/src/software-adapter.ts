import { existsSync } from 'node:fs'
import type { SkippableContext } from './launch-chromium.ts'

/** The software GPU of Debian's Chromium; Node.js's WebGPU finds it through libvulkan1. */
const softwareDriver = '/usr/lib/chromium/vk_swiftshader_icd.json'

/**
 * Makes Node.js's WebGPU compute in software where Chromium brings a software GPU, unless
 * `VK_DRIVER_FILES` names a driver already. To be called before the first adapter is asked for.
 */
export function useSoftwareAdapter(
  environment: Record<string, string | undefined> = process.env,
  driver: string = softwareDriver,
): void {
  if (existsSync(driver)) environment.VK_DRIVER_FILES ??= driver
}

/** Skips where something does not open, by its reason; fails where this is CI, which installs what it takes. */
export async function requireOpening(
  context: SkippableContext,
  open: () => Promise<unknown>,
  isRequired: boolean = Boolean(process.env.CI),
): Promise<void> {
  try {
    await open()
  } catch (error) {
    if (isRequired) throw error
    context.skipBecause((error as Error).message)
  }
}
