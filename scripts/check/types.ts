import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Check } from './main.ts'
import { libraries } from './libraries.ts'
import { runTool } from './tool.ts'

/** Types of everything, tests included. Builds `dist` afresh, without files of deleted modules. */
export const checkTypes: Check = async () => {
  for (const { folder } of await libraries()) {
    await rm(path.join(folder, 'dist'), { recursive: true, force: true })
  }
  return runTool('tsc', ['-b'])
}
