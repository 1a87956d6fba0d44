/* node --import tsx packages/wasm/scripts/build.ts: writes the kernel modules to src/internal/generated. */
import { writeFile } from 'node:fs/promises'
import { generatedModules } from './compile.ts'

for (const [file, contents] of await generatedModules()) {
  await writeFile(file, contents)
  console.log(`${file}: ${contents.length} characters`)
}
