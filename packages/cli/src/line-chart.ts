import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { formatNumber } from './format.ts'
import { html, type Html } from './html.ts'
import { logBounds } from './internal/log-bounds.ts'
import { logTicks } from './internal/log-ticks.ts'

/** One curve of a chart. Points that a logarithmic axis cannot show leave a gap. */
export interface ChartSeries {
  /** What the curve shows, for tooltips. */
  readonly name: string
  /** Its colour: the CSS class `c0`, `c1`, …. */
  readonly color: number
  readonly style: 'solid' | 'dashed' | 'faint'
  readonly points: readonly (readonly [x: number, y: number])[]
  /** Shaded behind the curve: what several runs span. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[]
}

export interface LineChart {
  readonly title: string
  readonly xLabel: string
  readonly yLabel: string
  readonly series: readonly ChartSeries[]
}

const size = { width: 640, height: 400 }
const plot = { left: 64, right: 624, top: 34, bottom: 352 }
/** Beyond so many points, dots would hide the curve. */
const mostDots = 60

const isDrawable = ([x, y]: readonly [number, number]): boolean =>
  Number.isFinite(x) && x >= 0 && Number.isFinite(y) && y > 0

/**
 * A chart of curves as one SVG element, with a linear x axis from 0 and a logarithmic y axis. A
 * curve that diverges leaves through the top. The colours are those of the document's classes `c0`,
 * `c1`, …, so the chart follows light and dark mode.
 */
export const lineChart = ({ title, xLabel, yLabel, series }: LineChart): Html => {
  const exponents = (points: ChartSeries['points']): number[] =>
    points.filter(isDrawable).map(([, y]) => Math.log10(y))
  const bounds = logBounds(
    // Bands down to their lower edge; the upper one may be that of a run that diverged.
    series.flatMap(({ points, band = [] }) => [
      exponents(points),
      exponents(band.map(([x, lowest]) => [x, lowest] as const)),
    ]),
    0.04,
  )
  if (bounds === undefined) {
    return html`<p class="empty">There are no finite, positive values to draw.</p>`
  }
  const { low, high } = bounds
  const drawable = series.flatMap(({ points }) => points.filter(isDrawable))
  const end = drawable.reduce((most, [x]) => Math.max(most, x), 0) || 1
  const xScale = scaleLinear([0, end], [plot.left, plot.right])
  const yScale = scaleLinear([low, high], [plot.bottom, plot.top])

  const path = line<readonly [number, number]>()
    .defined(isDrawable)
    .x(([x]) => xScale(x))
    .y(([, y]) => yScale(Math.log10(y)))
    .digits(1)

  const bandPath = area<readonly [number, number, number]>()
    .defined(([x, from, to]) => isDrawable([x, from]) && isDrawable([x, to]))
    .x(([x]) => xScale(x))
    .y0(([, from]) => yScale(Math.log10(from)))
    .y1(([, , to]) => yScale(Math.log10(to)))
    .digits(1)

  const at = (position: number): string => position.toFixed(1)

  const yTicks = logTicks(low, high, 8).map((exponent) => {
    const y = at(yScale(exponent))
    return html`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}"/>
<text class="tick" x="${plot.left - 8}" y="${y}" dy="0.32em" text-anchor="end">${formatNumber(10 ** exponent, 3)}</text>
`
  })
  const xTicks = xScale.ticks(8).map((value) => {
    const x = at(xScale(value))
    return html`<line class="axis" x1="${x}" x2="${x}" y1="${plot.bottom}" y2="${plot.bottom + 5}"/>
<text class="tick" x="${x}" y="${plot.bottom + 19}" text-anchor="middle">${formatNumber(value)}</text>
`
  })
  const bands = series.map(({ color, band }) =>
    band === undefined
      ? ''
      : html`<path class="band c${color}" d="${bandPath(band) ?? ''}"/>
`,
  )
  const curves = series.map(
    ({ color, style, points }) =>
      html`<path class="curve ${style} c${color}" d="${path(points) ?? ''}"/>
`,
  )
  const dots = series
    .filter(({ style, points }) => style !== 'faint' && points.length <= mostDots)
    .map(({ name, color, points }) =>
      points
        .filter((point) => isDrawable(point) && Math.log10(point[1]) <= high)
        .map(
          ([x, y]) =>
            html`<circle class="dot c${color}" cx="${at(xScale(x))}" cy="${at(yScale(Math.log10(y)))}" r="2.5"><title>${name}: ${formatNumber(y)} at ${formatNumber(x, 4)} ${xLabel}</title></circle>
`,
        ),
    )
  const [width, height] = [plot.right - plot.left, plot.bottom - plot.top]
  const clip = html`x="${plot.left}" y="${plot.top}" width="${width}" height="${height}" viewBox="${plot.left} ${plot.top} ${width} ${height}"`
  return html`<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">
<text class="label" x="8" y="16">${yLabel}</text>
<text class="label" x="${(plot.left + plot.right) / 2}" y="${size.height - 8}" text-anchor="middle">${xLabel}</text>
${yTicks}<line class="axis" x1="${plot.left}" x2="${plot.right}" y1="${plot.bottom}" y2="${plot.bottom}"/>
${xTicks}<svg ${clip}>
${bands}${curves}</svg>
${dots}</svg>`
}
