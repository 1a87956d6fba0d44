import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { generatedModules } from '../../packages/wasm/scripts/compile.ts'
import type { Check } from './main.ts'
import { root } from './tool.ts'

/** Whether the committed kernels are, byte for byte, what their sources compile to. */
export const checkGenerated: Check = async () => {
  const problems: string[] = []
  for (const [file, contents] of await generatedModules()) {
    if ((await readFile(file, 'utf8').catch(() => '')) === contents) continue
    problems.push(
      `${path.relative(root, file)} is not what its sources compile to: run node --import tsx packages/wasm/scripts/build.ts`,
    )
  }
  return problems.join('\n')
}
