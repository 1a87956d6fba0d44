/*
 * node --import tsx packages/wasm/scripts/build.ts: writes the kernel modules to src/internal/generated.
 * With --check it writes nothing, and fails where a committed module is not what its sources compile to.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { generatedModules } from './compile.ts'

const checkOnly = process.argv.includes('--check')

for (const [file, contents] of await generatedModules()) {
  if (!checkOnly) {
    await writeFile(file, contents)
    console.log(`${file}: ${contents.length} characters`)
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== contents) {
    console.log(`${file} is not what its sources compile to: run packages/wasm/scripts/build.ts`)
    process.exitCode = 1
  }
}
