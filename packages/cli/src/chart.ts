import { scaleLinear } from 'd3-scale'
import { plot } from 'simple-ascii-chart'
import { formatNumber } from './format.ts'
import { logBounds } from './internal/log-bounds.ts'
import { logTicks } from './internal/log-ticks.ts'
import { shorten, textLength } from './internal/text.ts'
import type { RunResult } from './results.ts'

export interface TerminalChartOptions {
  /** Width that the chart must fit, in characters. @defaultValue 80 */
  readonly columns?: number
  /** Height of the plot without axis and legend, in lines. @defaultValue 16 */
  readonly rows?: number
  /** Whether to mark the optimizers by ANSI colours too, besides their symbols. @defaultValue false */
  readonly color?: boolean
}

type Point = [seconds: number, exponent: number]

const symbols = ['●', '○', '▲', '△', '■', '□', '◆', '◇']
/** Blue, yellow, green, magenta, cyan, red: readable on dark and on light. */
const ansiColors = [34, 33, 32, 35, 36, 31]

/** Ages of ages: beyond it the library's squares of seconds overflow. */
const longest = 1e100

/** The test losses over time as powers of ten, without what a logarithmic axis cannot show. */
const curveOf = ({ history }: RunResult): Point[] =>
  history
    .map(({ seconds, testLoss }): Point => [seconds, Math.log10(testLoss)])
    .filter(([seconds, exponent]) => Number.isFinite(exponent) && Math.abs(seconds) <= longest)

/** So many points along the curve that its symbols touch. */
const densify = (curve: readonly Point[], step: number): Point[] => [
  ...curve.slice(0, 1),
  ...curve.slice(1).flatMap(([x, y], i): Point[] => {
    const [x0, y0] = curve[i]
    const parts = Math.max(1, Math.min(1000, Math.ceil((x - x0) / step)))
    return Array.from({ length: parts }, (_, k): Point => {
      const t = (k + 1) / parts
      return [x0 + t * (x - x0), y0 + t * (y - y0)]
    })
  }),
]

/** Joins words by three spaces into lines of at most `columns` characters. */
const wrap = (words: readonly string[], columns: number): string[] =>
  words.reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    const fits = last !== undefined && textLength(last) + 3 + textLength(word) <= columns
    return fits ? [...lines.slice(0, -1), `${last}   ${word}`] : [...lines, word]
  }, [])

/**
 * Test loss on a logarithmic scale against training time, drawn with characters: a curve for each
 * optimizer, each with a symbol of its own, and a legend. No line is wider than `columns`.
 *
 * @example
 * console.log(terminalChart(results, { columns: process.stdout.columns, color: true }))
 */
export const terminalChart = (
  results: readonly RunResult[],
  options: TerminalChartOptions = {},
): string => {
  const { columns = 80, rows = 16, color = false } = options
  const curves = results.map(curveOf)
  const bounds = logBounds(
    curves.map((curve) => curve.map(([, exponent]) => exponent)),
    0.01,
  )
  if (bounds === undefined) return 'No finite test loss to draw.'
  const { low, high } = bounds
  const end = Math.max(...curves.flat().map(([seconds]) => seconds), Number.MIN_VALUE)
  const xTicks = scaleLinear([0, end], [0, 1]).ticks(Math.max(2, Math.floor(columns / 14)))
  const yTicks = logTicks(low, high, Math.max(2, Math.floor(rows / 2)))
  const label = (exponent: number): string => formatNumber(10 ** exponent, 3)
  const labelWidth = Math.max(0, ...yTicks.map((tick) => label(tick).length))
  // The plot shares its lines with the tick labels, the axis and a column for the arrow head.
  const width = Math.max(10, columns - labelWidth - 3)

  const paint = (text: string, series: number): string =>
    color ? `\u001b[${ansiColors[series % ansiColors.length]}m${text}\u001b[0m` : text
  const symbolOf = (series: number): string => symbols[series % symbols.length]
  const shown = curves.flatMap((curve, series) => (curve.length > 0 ? [series] : []))
  // The library tells its formatter the point's index alone: index 0 begins the next curve.
  let current = -1

  const drawing = plot(
    shown.map((series) => densify(curves[series], end / width / 6)),
    {
      width,
      height: rows,
      yRange: [low, high],
      customXAxisTicks: xTicks,
      customYAxisTicks: yTicks,
      // The library makes room for a label of every value, though it draws those of ticks alone.
      formatter: (value, { axis }) => {
        if (axis === 'x') return xTicks.includes(value) ? formatNumber(value) : ''
        return label(value).slice(0, labelWidth).padStart(labelWidth)
      },
      lineFormatter: ({ plotX, plotY, index }) => {
        if (index === 0) current += 1
        const series = shown[current]
        return { x: plotX, y: plotY, symbol: paint(symbolOf(series), series) }
      },
    },
  )
  const names = results.map(({ label }, series) => {
    const none = curves[series].length === 0 ? ' (no finite loss)' : ''
    return shorten(`${symbolOf(series)} ${label}${none}`, columns)
  })
  const legend = wrap(names, columns).join('\n')
  const painted = names.reduce(
    (text, name, series) => text.replace(name, () => paint(name, series)),
    legend,
  )
  const body = drawing.split('\n').map((line) => line.trimEnd())
  const lines = body.filter((line) => line !== '')
  const title = shorten('test loss (log scale) against training seconds', columns)
  return [title, ...lines, painted].join('\n')
}
