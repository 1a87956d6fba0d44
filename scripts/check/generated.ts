import type { Check } from './main.ts'
import { runTool } from './tool.ts'

/** Whether the committed kernels are, byte for byte, what their sources compile to. */
export const checkGenerated: Check = () =>
  runTool('node', ['--import', 'tsx', 'packages/wasm/scripts/build.ts', '--check'])
