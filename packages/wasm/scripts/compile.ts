/*
 * The kernel modules, compiled from ../assembly: the base one (SIMD) and the relaxed one (fused
 * multiply-add). Nothing here depends on the machine: the same sources give the same bytes.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import asc from 'assemblyscript/asc'

const folder = path.resolve(import.meta.dirname, '../assembly')

/** The variants by name, and the features that each may use. */
const variants = {
  base: ['simd', 'threads', 'bulk-memory'],
  relaxed: ['simd', 'threads', 'bulk-memory', 'relaxed-simd'],
} as const

type Variant = keyof typeof variants

async function compile(features: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined
  let complaints = ''
  const { error } = await asc.main(
    [
      'index.ts',
      ...['--outFile', 'kernels.wasm', '--runtime', 'stub', '--optimizeLevel', '3'],
      ...['--shrinkLevel', '0', '--converge', '--noAssert', '--disableWarning', '112'],
      // The memory is given, and as large as it may become; the loader makes it unshared where it must.
      ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
      ...features.flatMap((feature) => ['--enable', feature]),
    ],
    {
      readFile: (name, base) =>
        readFile(path.resolve(folder, base, name), 'utf8').catch(() => null),
      writeFile: (name, contents) => {
        if (name === 'kernels.wasm') binary = contents as Uint8Array
      },
      listFiles: () => [],
      stderr: { write: (text) => void (complaints += String(text)) },
    },
  )
  if (error || !binary) throw new Error(`${complaints}\n${error?.message ?? 'no output'}`)
  return binary
}

const source = (variant: Variant, binary: Uint8Array): string =>
  `// Compiled from assembly/ by scripts/build.ts.

/** The ${variant} kernel module, in base64. */
export const ${variant}Kernels: string =
  '${Buffer.from(binary).toString('base64')}'
`

/** The generated modules of src/internal/generated: their paths and contents. */
export async function generatedModules(): Promise<ReadonlyMap<string, string>> {
  const modules = new Map<string, string>()
  for (const [name, features] of Object.entries(variants)) {
    const file = path.resolve(import.meta.dirname, `../src/internal/generated/${name}-kernels.ts`)
    modules.set(file, source(name as Variant, await compile(features)))
  }
  return modules
}
