import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Check } from './main.ts'
import { root } from './tool.ts'

const ignored = new Set(['node_modules', 'dist', 'coverage', 'runs', '.git'])

async function markdownFiles(folder: string): Promise<string[]> {
  const files: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name)
    if (entry.isDirectory() && !ignored.has(entry.name)) files.push(...(await markdownFiles(name)))
    else if (entry.name.endsWith('.md')) files.push(name)
  }
  return files
}

const withoutCode = (markdown: string): string =>
  markdown.replace(/^ *(```|~~~)[^]*?^ *\1/gm, '').replace(/(`+)[^]*?\1/g, '')

/** Targets of `[text](target)`, of `[label]: target` and of HTML attributes. */
const linksIn = (markdown: string): string[] => {
  const patterns = [/\]\(<?([^)\s>]+)/g, /^\[[^\]]+\]:\s*(\S+)/gm, /\s(?:href|src)="([^"]+)"/g]
  return patterns.flatMap((pattern) =>
    [...withoutCode(markdown).matchAll(pattern)].map((m) => m[1]),
  )
}

/** The anchors that GitHub gives the headings of a file. */
const anchorsIn = (markdown: string): Set<string> => {
  const anchors = new Set<string>()
  for (const [, heading] of markdown.replace(/^```[^]*?^```/gm, '').matchAll(/^#+\s+(.*)$/gm)) {
    const text = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
    const slug = text.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')
    let anchor = slug
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`
    anchors.add(anchor)
  }
  return anchors
}

/** Relative links of all Markdown files: the file must be there, and so must the heading. */
export const checkLinks: Check = async () => {
  const problems: string[] = []
  for (const file of await markdownFiles(root)) {
    for (const link of linksIn(await readFile(file, 'utf8'))) {
      if (/^([a-z][a-z+.-]*:|\/)/i.test(link)) continue
      const [name, anchor] = link.split('#').map(decodeURIComponent)
      const target = name === '' ? file : path.resolve(path.dirname(file), name)
      if (!existsSync(target)) problems.push(`${path.relative(root, file)}: no ${link}`)
      else if (anchor && target.endsWith('.md')) {
        const anchors = anchorsIn(await readFile(target, 'utf8'))
        if (!anchors.has(anchor)) {
          problems.push(`${path.relative(root, file)}: no heading for ${link}`)
        }
      }
    }
  }
  return problems.join('\n')
}
