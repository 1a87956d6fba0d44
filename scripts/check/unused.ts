import type { Check } from './main.ts'
import { runTool } from './tool.ts'

/** Files, exports and dependencies that nothing uses, and dependencies that are not declared. */
export const checkUnused: Check = () => runTool('knip', ['--no-progress'])
