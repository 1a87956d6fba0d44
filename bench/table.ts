import type { RatioRow } from './bench.ts'

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

const percent = (share: number): string => `±${Math.round(50 * share)} %`

/**
 * Rows of one case and dtype as lines: our engines side by side, a peer a line; a cell is the ratio
 * and half the width of the middle half of its rounds.
 */
export function tableLines(rows: readonly RatioRow[]): string[] {
  if (rows.length === 0) return []
  const column = ({ engine, threads }: RatioRow): string =>
    threads === 1 ? engine : `${engine} ×${threads}`
  const columns = [...new Set(rows.map(column))]
  const peers = [...new Set(rows.map(({ peer }) => peer))]
  const line = (head: string, theirs: string, cells: readonly string[]): string =>
    [head.padEnd(34), theirs.padStart(9), ...cells.map((cell) => cell.padStart(13))]
      .join(' ')
      .trimEnd()
  const { case: name, dtype, unit } = rows[0]
  return [
    line(`${name} ${dtype}`, unit, columns),
    line(
      '  ours',
      '',
      columns.map((head) => digits(rows.find((row) => column(row) === head)?.ours ?? Number.NaN)),
    ),
    ...peers.map((peer) => {
      const found = columns.map((head) =>
        rows.find((row) => row.peer === peer && column(row) === head),
      )
      const theirs = new Set(found.flatMap((row) => (row ? [digits(row.theirs)] : [])))
      const cells = found.map((row) => (row ? `${digits(row.ratio)} ${percent(row.spread)}` : ''))
      return line(`  ${peer}`, theirs.size === 1 ? [...theirs][0] : '', cells)
    }),
  ]
}

export const printTable = (rows: readonly RatioRow[]): void => {
  for (const line of tableLines(rows)) console.log(line)
}
