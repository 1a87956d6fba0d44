import type { RunResult } from '../results.ts'
import { formatCount } from '../format.ts'
import { html, type Html } from '../html.ts'

type Report = RunResult['layers'][number]['layers'][number]

/** A number as a reader of orders of magnitude wants it. */
const figure = (value: number): string =>
  Number.isNaN(value) ? '–' : Number.isFinite(value) ? value.toPrecision(3) : '∞'

const columns: readonly (readonly [header: string, text: (layer: Report) => string])[] = [
  ['steps', ({ steps }) => formatCount(steps)],
  ['damped (D1)', ({ powell }) => formatCount(powell)],
  ['damped (D2)', ({ second }) => formatCount(second)],
  ['skipped, H_g', ({ outputSkipped }) => formatCount(outputSkipped)],
  ['skipped, H_a', ({ inputSkipped }) => formatCount(inputSkipped)],
  ['‖s‖', ({ sNorm }) => figure(sNorm)],
  ['‖y‖', ({ yNorm }) => figure(yNorm)],
  ['condition of H_g', ({ outputCondition }) => figure(outputCondition)],
  ['condition of H_a', ({ inputCondition }) => figure(inputCondition)],
]

const table = ({ label, layers }: RunResult): Html => {
  const last = layers.at(-1)
  if (!last) return html``
  return html`<h3>${label}, epoch ${last.epoch.toFixed(2)}</h3>
<div class="scroll"><table>
<thead><tr><th class="left">layer</th>${columns.map(([header]) => html`<th class="right">${header}</th>`)}</tr></thead>
<tbody>
${last.layers.map(
  (layer) =>
    html`<tr><td class="left">${layer.parameter}</td>${columns.map(([, text]) => html`<td class="right">${text(layer)}</td>`)}</tr>\n`,
)}</tbody>
</table></div>
`
}

/** The layers of each Kronecker method in its last epoch; nothing where there was none. */
export const layerTables = (results: readonly RunResult[]): Html => {
  if (results.every(({ layers }) => layers.length === 0)) return html``
  return html`<h2>Layers in the last epoch</h2>
${results.map(table)}`
}
