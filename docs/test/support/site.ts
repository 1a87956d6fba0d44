import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'

const docs = path.resolve(import.meta.dirname, '../..')

/** Runs a root command as npm does. */
export async function runCommand(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [path.resolve(docs, '../scripts/kq.cjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // What builds the site is not what coverage is about.
    env: { ...process.env, NODE_V8_COVERAGE: '' },
  })
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, output: out + errors }
}

/** The built site, by address. */
export async function siteFiles(): Promise<Record<string, string>> {
  const folder = path.join(docs, '.vitepress/dist')
  const files: Record<string, string> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const address = `/${path.relative(folder, file).replaceAll(path.sep, '/')}`
    files[address.replace(/\/index\.html$/, '/')] = await readFile(file, 'utf8')
  }
  return files
}
