import { resultColumns } from './internal/result-columns.ts'
import { textLength } from './internal/text.ts'
import type { RunResult } from './results.ts'

export interface TableColumn {
  readonly header: string
  /** @defaultValue 'left' */
  readonly align?: 'left' | 'right'
}

/**
 * A plain-text table: a line of headers, a rule, and a line for each row, columns two spaces apart.
 * No line ends in spaces.
 *
 * @throws RangeError if a row has not as many cells as there are columns.
 * @example
 * textTable([{ header: 'name' }, { header: 'n', align: 'right' }], [['a', '1'], ['b', '20']])
 */
export const textTable = (
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): string => {
  const uneven = rows.find((row) => row.length !== columns.length)
  if (uneven !== undefined) {
    throw new RangeError(
      `textTable: a row has ${uneven.length} cells (${uneven.join(', ')}); expected ` +
        `${columns.length}, one for each column.`,
    )
  }
  const widths = columns.map(({ header }, i) =>
    Math.max(textLength(header), ...rows.map((row) => textLength(row[i]))),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const space = ' '.repeat(widths[i] - textLength(cell))
        return columns[i].align === 'right' ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()
  const headers = columns.map(({ header }) => header)
  const rules = widths.map((width) => '─'.repeat(width))
  return [headers, rules, ...rows].map(line).join('\n')
}

/**
 * The table at the end of a run: a line for each optimizer.
 *
 * @example
 * console.log(resultsTable(results))
 */
export const resultsTable = (results: readonly RunResult[]): string =>
  textTable(
    resultColumns,
    results.map((result) => resultColumns.map(({ text }) => text(result))),
  )
