import { formatNumber } from '@kq/cli/format'
import { html } from '@kq/cli/html'
import { svgFile } from './figure.ts'

/** Losses by two settings. */
export interface HeatMap {
  readonly xLabel: string
  readonly yLabel: string
  readonly columns: readonly number[]
  readonly rows: readonly number[]
  /** The loss, NaN where training diverged, undefined where it was not run. */
  value(column: number, row: number): number | undefined
}

const cell = { width: 110, height: 56 }
const plot = { left: 84, top: 30 }

const low = [221, 236, 250]
const high = [24, 66, 120]

/** From light to dark along the logarithm: losses differ by factors. */
const shade = (value: number, least: number, most: number): number =>
  most > least ? Math.log(value / least) / Math.log(most / least) : 0

const colorOf = (part: number): string =>
  `rgb(${low.map((from, i) => Math.round(from + (high[i] - from) * part)).join(',')})`

/** A grid of coloured cells with their numbers; the lowest is bold. */
export function heatMapFigure({ xLabel, yLabel, columns, rows, value }: HeatMap): string {
  const known = rows
    .flatMap((row) => columns.map((column) => value(column, row)))
    .filter((loss) => loss !== undefined && Number.isFinite(loss) && loss > 0) as number[]
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const squares = rows.flatMap((row, j) =>
    columns.map((column, i) => {
      const loss = value(column, row)
      const [x, y] = [plot.left + i * cell.width, plot.top + j * cell.height]
      const isKnown = loss !== undefined && Number.isFinite(loss)
      const part = isKnown ? shade(loss, least, most) : 0
      const fill = isKnown ? colorOf(part) : '#f0f1f3'
      const text = loss === undefined ? 'not run' : isKnown ? formatNumber(loss, 4) : 'diverged'
      const ink = part > 0.5 ? '#ffffff' : '#1c2128'
      const weight = loss === least ? 700 : 400
      return html`<rect x="${x}" y="${y}" width="${cell.width - 2}" height="${cell.height - 2}" fill="${fill}"/>
<text x="${x + cell.width / 2 - 1}" y="${y + cell.height / 2 + 4}" text-anchor="middle" style="fill:${ink};font-weight:${weight}">${text}</text>
`
    }),
  )
  const [width, height] = [
    plot.left + columns.length * cell.width + 16,
    plot.top + rows.length * cell.height + 52,
  ]
  const bottom = plot.top + rows.length * cell.height
  const labels = [
    ...columns.map(
      (column, i) =>
        html`<text x="${plot.left + (i + 0.5) * cell.width}" y="${bottom + 18}" text-anchor="middle">${column}</text>
`,
    ),
    ...rows.map(
      (row, j) =>
        html`<text x="${plot.left - 10}" y="${plot.top + (j + 0.5) * cell.height + 4}" text-anchor="end">${row}</text>
`,
    ),
    html`<text class="label" x="${plot.left + (columns.length * cell.width) / 2}" y="${height - 10}" text-anchor="middle">${xLabel}</text>
<text class="label" x="8" y="18">${yLabel}</text>`,
  ]
  return svgFile(width, height, html`${squares}${labels}`.markup)
}
