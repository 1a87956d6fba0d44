import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

/** Names that distributions give it, best first. */
const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Where macOS keeps it, and Playwright what its own `install` command has downloaded. */
const places = (): string[] => [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
]

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * The machine's Chromium or Chrome: what `KQ_CHROMIUM` names, else the first on the `PATH`, else one
 * in a usual place.
 *
 * @returns its path; undefined where there is none
 * @throws Error if `KQ_CHROMIUM` names no program
 */
export function findChromium(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  elsewhere: readonly string[] = places(),
): string | undefined {
  const named = environment.KQ_CHROMIUM
  if (named) {
    if (isProgram(named)) return named
    throw new Error(`KQ_CHROMIUM is "${named}", which is no program: name Chromium's executable`)
  }
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const onPath = programs.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [...onPath, ...elsewhere].find(isProgram)
}
