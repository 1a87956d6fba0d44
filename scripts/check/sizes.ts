import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Check } from './main.ts'
import { root } from './tool.ts'

/** What an import costs a web page: bundled from source, minified, gzipped; with what it imports. */
const sizeOf = async (what: string): Promise<number> => {
  const result = await build({
    stdin: { contents: `export ${what}`, resolveDir: path.join(root, 'bench') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    conditions: ['@kq/source'],
    logLevel: 'silent',
  })
  return gzipSync(result.outputFiles[0].contents, { level: 9 }).length
}

/** The budgets in bytes of scripts/size-budgets.json; a module that is gone is a failure too. */
export const checkSizes: Check = async () => {
  const file = path.join(root, 'scripts/size-budgets.json')
  const budgets = JSON.parse(await readFile(file, 'utf8')) as Record<string, number>
  const problems: string[] = []
  for (const [what, budget] of Object.entries(budgets)) {
    try {
      const size = await sizeOf(what)
      if (size > budget) problems.push(`${what}: ${size} bytes, budget ${budget}`)
    } catch (error) {
      problems.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return problems.join('\n')
}
