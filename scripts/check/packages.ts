import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pnpm } from '../install.cjs'
import type { Check } from './main.ts'
import { libraries } from './libraries.ts'
import { checkImports } from './packed-imports.ts'
import { runTool } from './tool.ts'

/**
 * The libraries as npm would publish them: their manifests (publint), their types from each subpath
 * (attw), and that a program elsewhere can install and import them.
 */
export const checkPackages: Check = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kq-packed-'))
  try {
    const packed = (await libraries()).map((library) => ({
      ...library,
      tarball: path.join(folder, `${path.basename(library.folder)}.tgz`),
    }))
    const problems: string[] = []
    for (const { folder: cwd, tarball } of packed) {
      const pack = ['--yes', '--loglevel=error', pnpm, '--loglevel=error', 'pack', '--out', tarball]
      problems.push(await runTool('npx', pack, cwd))
    }
    if (problems.join('') === '') {
      for (const { tarball, subpaths } of packed) {
        problems.push(await runTool('publint', ['run', tarball, '--strict']))
        problems.push(await checkEntries(tarball, subpaths))
      }
      problems.push(await checkImports(packed, path.join(folder, 'program')))
    }
    return problems.filter((text) => text !== '').join('\n\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What attw says of the subpaths that it finds fault with. */
async function checkEntries(tarball: string, subpaths: readonly string[]): Promise<string> {
  const options = ['--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-summary']
  const entries = subpaths.map((subpath) => `./${subpath}`)
  const output = await runTool('attw', [tarball, ...options, '--entrypoints', ...entries])
  const isSound = (text: string): boolean => /from ESM\): OK/.test(text) && /bundler: OK/.test(text)
  const faulty = output.split(/^\*{9,}$/m).filter((text) => !isSound(text))
  return faulty.join('').trim() || output
}
