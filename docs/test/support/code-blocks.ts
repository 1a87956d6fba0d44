import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

export const root: string = path.resolve(import.meta.dirname, '../../..')

/** A fenced block of a Markdown file or of a docstring. */
export interface CodeBlock {
  /** From the root. */
  readonly file: string
  readonly line: number
  readonly language: string
  /** Why it cannot be run, as its info string says: ```` ```ts not-run="needs a DOM" ````. */
  readonly notRun: string | undefined
  readonly code: string
}

const fence = /^( *)```(\w*)([^\n]*)\n([^]*?)^\1```$/gm

/** The blocks of a text in Markdown. */
export function blocksIn(file: string, markdown: string, firstLine = 1): CodeBlock[] {
  return [...markdown.matchAll(fence)].map(
    ({ index, 1: indent, 2: language, 3: info, 4: code }) => ({
      file,
      line: firstLine + markdown.slice(0, index).split('\n').length - 1,
      language,
      notRun: /not-run="([^"]+)"/.exec(info)?.[1],
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}

/** The blocks of all docstrings of a source. */
export const docstringBlocks = (file: string, source: string): CodeBlock[] =>
  [...source.matchAll(/^ *\/\*\*\n[^]*?\*\/$/gm)].flatMap(({ 0: comment, index }) =>
    blocksIn(file, comment.replaceAll(/^ *\* ?/gm, ''), source.slice(0, index).split('\n').length),
  )

const generated = new Set(['node_modules', 'dist', 'coverage', 'runs', 'cache', '.git'])

/** The files below a folder whose names end so, from the root. */
export async function filesOf(folder: string, ending: string): Promise<string[]> {
  const files: string[] = []
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    const name = path.join(folder, entry.name)
    if (entry.isDirectory() && !generated.has(entry.name)) {
      files.push(...(await filesOf(name, ending)))
    } else if (entry.name.endsWith(ending)) files.push(name)
  }
  return files
}

export const readSource = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8')
