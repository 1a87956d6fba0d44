import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Library } from './libraries.ts'
import { root, runTool } from './tool.ts'

export interface PackedLibrary extends Library {
  readonly tarball: string
}

/**
 * Installs the tarballs by npm in a folder outside the workspace, where a program then imports and
 * requires every subpath, and is refused every internal one; its types are checked too.
 */
export async function checkImports(
  packed: readonly PackedLibrary[],
  folder: string,
): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const dependencies: Record<string, string> = {
    'fast-check': manifest.devDependencies['fast-check'], // the optional peer of @kq/linalg/laws
  }
  for (const { name, tarball } of packed) dependencies[name] = `file:${tarball}`
  await mkdir(folder)
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ type: 'module', dependencies }),
  )
  const npm = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  const installed = await runTool('npm', npm, folder)
  if (installed !== '') return installed

  const open = packed.flatMap(({ name, subpaths }) => subpaths.map((path) => `${name}/${path}`))
  const closed = packed.flatMap(({ name, internals }) => internals.map((path) => `${name}/${path}`))
  await writeFile(path.join(folder, 'esm.js'), program('import', open, closed))
  await writeFile(path.join(folder, 'cjs.cjs'), program('require', open, closed))
  await writeFile(
    path.join(folder, 'types.ts'),
    open.map((name, i) => `export * as m${i} from '${name}'`).join('\n'),
  )
  const compiler = ['--module', 'nodenext', '--noEmit', '--strict', '--lib', 'es2023,dom']
  const problems = [
    await runTool(process.execPath, ['esm.js'], folder),
    await runTool(process.execPath, ['cjs.cjs'], folder),
    await runTool('tsc', [...compiler, '--types', '', 'types.ts'], folder),
  ]
  return problems.filter((text) => text !== '').join('\n')
}

/** A program that loads what is open, fails to load what is closed, and says what went otherwise. */
const program = (load: 'import' | 'require', open: string[], closed: string[]): string => `
const attempt = async (name) => {
  try {
    await ${load}(name)
    return 'loaded'
  } catch (error) {
    return error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' ? 'closed' : String(error)
  }
}
const expectAll = async (names, expected) => {
  for (const name of names) {
    const result = await attempt(name)
    if (result === expected) continue
    console.log(\`${load}('\${name}'): \${result}, expected \${expected}\`)
    process.exitCode = 1
  }
}
expectAll(${JSON.stringify(open)}, 'loaded').then(() =>
  expectAll(${JSON.stringify(closed)}, 'closed'),
)
`
