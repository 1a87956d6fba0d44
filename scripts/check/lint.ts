import type { Check } from './main.ts'
import { runTool } from './tool.ts'

/** Rules of .oxlintrc.json, those that need types and the layering of the packages included. */
export const checkLint: Check = ({ fix }) => runTool('oxlint', fix ? ['--fix'] : [])
