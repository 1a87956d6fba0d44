import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './tool.ts'

export interface Library {
  /** Its name on npm, `@kq/linalg`. */
  readonly name: string
  readonly folder: string
  /** What can be imported: `kron` for `@kq/linalg/kron`. */
  readonly subpaths: readonly string[]
  /** What must not: `internal/loop`. */
  readonly internals: readonly string[]
}

const isPrivate = async (folder: string): Promise<boolean> => {
  const manifest = await readFile(path.join(folder, 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { private?: boolean }).private === true
}

/** The packages that others import: all that are published but the command line. */
export async function libraries(): Promise<Library[]> {
  const names = (await readdir(path.join(root, 'packages'))).filter((name) => name !== 'cli')
  const found = await Promise.all(
    names.map(async (name) => {
      const folder = path.join(root, 'packages', name)
      if (await isPrivate(folder)) return []
      const files = await readdir(path.join(folder, 'src'), { recursive: true })
      const modules = files
        .filter((file) => file.endsWith('.ts'))
        .map((file) => file.replaceAll(path.sep, '/').replace(/\.ts$/, ''))
        .sort()
      const library: Library = {
        name: `@kq/${name}`,
        folder,
        subpaths: modules.filter((module) => !module.startsWith('internal/')),
        internals: modules.filter((module) => module.startsWith('internal/')),
      }
      return [library]
    }),
  )
  return found.flat()
}
