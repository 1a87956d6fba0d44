import type { Evaluation, RunResult, Step } from '../results.ts'
import { html, type Html } from '../html.ts'
import { type ChartSeries, lineChart } from '../line-chart.ts'
import { colorCount } from '../report-style.ts'

/** What a chart may have on its x axis. */
type Progression = 'seconds' | 'epoch'

/** Beyond so many points, the losses of single steps are thinned out. */
const mostSteps = 600

/** The loss on each step's batch where it was seen: at the end of the step before. */
const batchLosses = (steps: readonly Step[], along: Progression): ChartSeries['points'] => {
  const stride = Math.ceil(steps.length / mostSteps)
  return steps
    .map(({ loss }, i) => [steps[i - 1]?.[along] ?? 0, loss] as const)
    .filter((_, i) => i % stride === 0 || i === steps.length - 1)
}

/** The curves of all optimizers, later ones on top: faint ones first, training losses last. */
const allSeries = (results: readonly RunResult[], along: Progression): ChartSeries[] => {
  const evaluations = (result: RunResult, loss: 'trainLoss' | 'testLoss'): ChartSeries['points'] =>
    result.history.map((evaluation: Evaluation) => [evaluation[along], evaluation[loss]] as const)
  const layers: ((result: RunResult) => Omit<ChartSeries, 'color'>)[] = [
    (result) => ({
      name: `${result.label}, batch`,
      style: 'faint',
      points: batchLosses(result.steps, along),
    }),
    (result) => ({
      name: `${result.label}, test`,
      style: 'dashed',
      points: evaluations(result, 'testLoss'),
    }),
    (result) => ({
      name: `${result.label}, train`,
      style: 'solid',
      points: evaluations(result, 'trainLoss'),
    }),
  ]
  return layers.flatMap((layer) =>
    results.map((result, i) => ({ ...layer(result), color: i % colorCount })),
  )
}

/** A coloured mark that stands for an optimizer. */
export const colorKey = (index: number): Html =>
  html`<span class="key c${index % colorCount}"></span>`

const lineKey = (style: ChartSeries['style']): Html =>
  html`<svg viewBox="0 0 36 10" aria-hidden="true"><path class="curve ${style}" d="M0,5H36"/></svg>`

const legend = (results: readonly RunResult[]): Html => html`<ul class="legend">
${results.map(({ label }, i) => html`<li>${colorKey(i)}${label}</li>\n`)}<li>${lineKey('solid')}train</li>
<li>${lineKey('dashed')}test</li>
<li>${lineKey('faint')}batch of each step</li>
</ul>`

/** Loss against time and against epochs, with one legend for both. */
export const lossCharts = (results: readonly RunResult[]): Html => {
  const figure = (title: string, along: Progression, xLabel: string): Html =>
    html`<figure><figcaption>${title}</figcaption>
${lineChart({ title, xLabel, yLabel: 'loss (log scale)', series: allSeries(results, along) })}
</figure>`
  return html`${legend(results)}
<div class="charts">
${figure('Loss against time', 'seconds', 'seconds of training')}
${figure('Loss against epochs', 'epoch', 'epochs')}
</div>`
}
