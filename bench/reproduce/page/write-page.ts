import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Section } from './section.ts'

/** The files of the page, by path from the repository's root. */
export const pageFiles = ({ markdown, figures }: Section): Record<string, string> => ({
  'docs/results.md': markdown,
  ...Object.fromEntries(
    Object.entries(figures).map(([name, svg]) => [`bench/results/paper/figures/${name}.svg`, svg]),
  ),
})

/** Writes the page into the repository, and takes figures away that it does not show. */
export function writePage(root: string, page: Section): string[] {
  const files = pageFiles(page)
  const folder = path.join(root, 'bench/results/paper/figures')
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (!(`bench/results/paper/figures/${name}` in files)) rmSync(path.join(folder, name))
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text)
  return Object.keys(files)
}
