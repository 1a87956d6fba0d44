/** A table of Markdown; a column is aligned right where its header ends in a colon, which is not shown. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  const names = headers.map((header) => header.replace(/:$/, ''))
  const rules = headers.map((header) => (header.endsWith(':') ? '---:' : '---'))
  return [line(names), line(rules), ...rows.map(line)].join('\n')
}

/** A command that a reader can copy. */
export const command = (text: string): string => `\`\`\`sh\n${text}\n\`\`\``

/** Items as a sentence lists them. */
export const listed = (items: readonly string[]): string =>
  items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`
