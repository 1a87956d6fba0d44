/*
 * node --import tsx packages/wasm/scripts/build.ts           writes the kernels to src/internal/generated
 * node --import tsx packages/wasm/scripts/build.ts --check   says which are not what the sources give
 */
import { readFile, writeFile } from 'node:fs/promises'
import { generatedModules } from './compile.ts'

const isCheck = process.argv.includes('--check')
for (const [file, contents] of await generatedModules()) {
  if ((await readFile(file, 'utf8').catch(() => '')) === contents) continue
  if (isCheck) {
    console.log(`${file} is not what the sources compile to; run this without --check`)
    process.exitCode = 1
  } else {
    await writeFile(file, contents)
    console.log(`${file}: ${contents.length} characters`)
  }
}
