import { runTool } from './tool.ts'

/** Whether the committed kernels are, byte for byte, what their sources compile to. */
export const checkGenerated = (): Promise<string> =>
  runTool(process.execPath, ['--import', 'tsx', 'packages/wasm/scripts/build.ts', '--check'])
