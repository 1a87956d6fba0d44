import { formatFixed, formatLoss } from './format.ts'
import { html, type Html } from './html.ts'
import { colorKey, lossCharts } from './internal/report-charts.ts'
import { layerTables } from './internal/report-layers.ts'
import { reconstructionRows } from './internal/report-images.ts'
import { reportStyle } from './report-style.ts'
import { resultColumns } from './internal/result-columns.ts'
import type { RunResult } from './results.ts'

export interface Report {
  readonly title: string
  /** What the run was told, in the order to be shown. */
  readonly configuration: Readonly<Record<string, unknown>>
  readonly results: readonly RunResult[]
}

const settingText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(settingText).join(', ')
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return String(value)
}

const configurationList = (configuration: Report['configuration']): Html => {
  const entries = Object.entries(configuration).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return html``
  return html`<dl>
${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${settingText(value)}</dd></div>\n`)}</dl>`
}

/** The result with the lowest finite test loss, if any has one. */
const bestOf = (results: readonly RunResult[]): RunResult | undefined =>
  results
    .filter(({ testLoss }) => Number.isFinite(testLoss))
    .reduce<RunResult | undefined>(
      (best, result) => (best === undefined || result.testLoss < best.testLoss ? result : best),
      undefined,
    )

const summary = (results: readonly RunResult[]): string => {
  const best = bestOf(results)
  if (best === undefined) return 'No optimizer ended with a finite test loss.'
  const loss = formatLoss(best.testLoss)
  const spent = `${formatFixed(best.seconds, 1)} seconds and ${formatFixed(best.epochs, 2)} epochs`
  const lowest = results.length > 1 ? 'the lowest test loss' : 'a test loss'
  return `${best.label} reached ${lowest}: ${loss} after ${spent}.`
}

const resultRows = (results: readonly RunResult[]): Html => {
  const best = results.length > 1 ? bestOf(results) : undefined
  const rows = results.map((result, i) => {
    const cells = resultColumns.map(
      ({ align, text }, column) =>
        html`<td class="${align}">${column === 0 ? colorKey(i) : ''}${text(result)}</td>`,
    )
    return html`<tr${result === best ? html` class="best"` : ''}>${cells}</tr>\n`
  })
  const headers = resultColumns.map(
    ({ header, align }) => html`<th class="${align}">${header}</th>`,
  )
  return html`<div class="scroll"><table>
<thead><tr>${headers}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>`
}

/**
 * The results of a run as one HTML page: settings, a table, loss against time and against epochs,
 * and reconstructed images. It loads nothing and runs nothing, and follows the reader's light or
 * dark mode. All text is escaped; losses that are not finite leave gaps in the charts.
 *
 * @throws RangeError if an image has not the size that its result says.
 * @example
 * await writeFile('report.html', renderReport({ title: 'MNIST autoencoder', configuration, results }))
 */
export const renderReport = ({ title, configuration, results }: Report): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<style>${{ markup: reportStyle }}</style>
</head>
<body>
<h1>${title}</h1>
<p class="lead">${summary(results)}</p>
${configurationList(configuration)}
<h2>Results</h2>
${resultRows(results)}
<h2>Losses</h2>
${lossCharts(results)}
${layerTables(results)}<h2>Reconstructions</h2>
${reconstructionRows(results)}
</body>
</html>
`.markup
