import { html } from '@kq/cli/html'
import { type LineChart, lineChart } from '@kq/cli/line-chart'
import { lightColors } from '@kq/cli/report-style'

const chart = { width: 640, height: 400 }
const row = 22
const column = 160

/** An SVG has no page around it whose light or dark mode it could follow: dark on white. */
const style = `
text { font: 13px system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; fill: #5a6370 }
.label { fill: #1c2128 }
.curve { fill: none; stroke: var(--c); stroke-width: 2; stroke-linejoin: round }
.dashed { stroke-dasharray: 6 4 }
.faint { stroke-width: 1.25; opacity: .55 }
.band { fill: var(--c); opacity: .18 }
.dot { fill: var(--c) }
.grid { stroke: #d9dee5 }
.axis { stroke: #5a6370 }
${lightColors.map((color, i) => `.c${i} { --c: ${color} }`).join('\n')}
`

/** An SVG file: a white sheet of that size with something on it. */
export const svgFile = (width: number, height: number, markup: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<style>${style}</style>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${markup}
</svg>
`

/** A chart as a file of its own, with the names of its curves below. */
export function lineFigure(given: LineChart): string {
  const perRow = Math.floor(chart.width / column)
  const keys = given.series.map(({ name, color, style: stroke }, i) => {
    const x = 24 + (i % perRow) * column
    const y = chart.height + 14 + Math.floor(i / perRow) * row
    return html`<path class="curve ${stroke} c${color}" d="M${x},${y}h24"/><text class="label" x="${x + 30}" y="${y + 4}">${name}</text>
`
  })
  const { markup } = lineChart(given)
  const height = chart.height + 10 + Math.ceil(given.series.length / perRow) * row
  const placed = markup.replace('<svg ', `<svg width="${chart.width}" height="${chart.height}" `)
  return svgFile(chart.width, height, `${placed}\n${html`${keys}`.markup}`)
}
