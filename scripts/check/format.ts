import type { Check } from './main.ts'
import { runTool } from './tool.ts'

/** The layout of code, as biome.json says. */
export const checkFormat: Check = ({ fix }) =>
  runTool('biome', ['format', '--max-diagnostics=50', ...(fix ? ['--write'] : [])])
