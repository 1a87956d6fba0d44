import { methodNames } from '@kq/cli/methods'
import { formatLoss } from '@kq/cli/format'
import { type ProblemName, problems } from '@kq/cli/problems'
import type { PaperMethod } from '@kq/optim/presets'
import type { Cell } from '../cell.ts'
import type { CellResult, Scores } from '../cell-result.ts'
import { comparedSetting, planOf, problemNames, type Wishes } from '../plan.ts'
import { type Axis, curveOf, type Quantity } from './curve.ts'
import { lineFigure } from './figure.ts'
import { countText, type Finished } from './finished.ts'
import { command, listed, table } from './markdown.ts'
import { methodLabel, problemTitles, settingLabel } from './names.ts'
import { joined, picture, type Section } from './section.ts'
import { spreadOf } from './spread.ts'

/** What one method did on a problem, over its seeds. */
interface Standing {
  readonly method: PaperMethod
  readonly cells: readonly Cell[]
  readonly results: readonly CellResult[]
  readonly converged: readonly CellResult[]
}

const finalOf = (results: readonly CellResult[], quantity: keyof Scores): number[] =>
  results.flatMap(({ final }) => (final ? [final[quantity]] : []))

const median = ({ converged }: Standing, quantity: keyof Scores): number =>
  spreadOf(finalOf(converged, quantity)).median

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`

const cellText = (values: readonly number[], show: (value: number) => string): string => {
  if (values.length === 0) return '–'
  const { median: middle, low, high, count } = spreadOf(values)
  return count > 1 ? `${show(middle)} (${show(low)}–${show(high)})` : show(middle)
}

const sources = {
  published: 'published',
  tuned: 'tuned here',
  recollected: 'not certain, not tuned',
}

/** What the method came to with settings that it is not compared with, over the same budget. */
function insteadOf(chosen: readonly Cell[], finished: Finished): string[] {
  const [own] = chosen
  const about = ({ problem, data, method, budget }: Cell): string =>
    JSON.stringify([problem, data, method, budget])
  const others = new Map<string, number[]>()
  for (const { cell, diverged, final } of finished.results) {
    const label = settingLabel(cell.setting)
    if (about(cell) !== about(own) || label === settingLabel(own.setting)) continue
    if (diverged || !final) continue
    others.set(label, [...(others.get(label) ?? []), final.trainLoss])
  }
  return [...others].map(([label, losses]) => {
    const seeds = losses.length > 1 ? `, ${losses.length} seeds` : ''
    return `with ${label}: ${formatLoss(spreadOf(losses).median)}${seeds}`
  })
}

function standingsTable(
  problem: ProblemName,
  standings: readonly Standing[],
  finished: Finished,
  wishes: Wishes,
): string {
  const isClassifier = !problems[problem].image
  const headers = ['method', 'setting', 'seeds:', 'train loss:', 'test loss:']
  if (isClassifier) headers.push('test error:')
  headers.push('epochs:', 'refused steps:', 'remarks')
  const rows = standings.map(({ method, cells, results, converged }) => {
    const choice = comparedSetting(problem, method, finished.lossOf, wishes)
    const diverged = results.length - converged.length
    const remarks = [
      ...(results.length === 0 ? ['not run yet'] : []),
      ...(diverged > 0 ? [`${diverged} diverged`] : []),
      ...choice.diverged.map((setting) => `after ${settingLabel(setting)} diverged`),
      ...insteadOf(cells, finished),
    ]
    const over = (of: (result: CellResult) => number): number[] => converged.map(of)
    return [
      methodLabel(method),
      `${settingLabel(choice.setting)} (${sources[choice.source]})`,
      results.length === cells.length ? cells.length : `${results.length} of ${cells.length}`,
      cellText(finalOf(converged, 'trainLoss'), formatLoss),
      cellText(finalOf(converged, 'testLoss'), formatLoss),
      ...(isClassifier ? [cellText(finalOf(converged, 'testError'), percent)] : []),
      cellText(
        over(({ epochs }) => epochs),
        (epochs) => epochs.toFixed(1),
      ),
      cellText(
        over(({ rejectedSteps }) => rejectedSteps),
        (steps) => steps.toFixed(0),
      ),
      remarks.join('; '),
    ]
  })
  return table(headers, rows)
}

const best = (standings: readonly Standing[], quantity: keyof Scores): Standing =>
  standings.reduce((a, b) => (median(b, quantity) < median(a, quantity) ? b : a))

/** Who wins, and how the others stand to K-BFGS: of those that no seed made diverge. */
function verdict(problem: ProblemName, standings: readonly Standing[]): string {
  const names = (some: readonly Standing[]): string =>
    listed(some.map(({ method }) => methodLabel(method)))
  const missing = standings.filter(({ results }) => results.length === 0)
  const unsafe = standings.filter(({ results, converged }) => converged.length < results.length)
  const there = standings.filter(
    (standing) => !missing.includes(standing) && !unsafe.includes(standing),
  )
  const apart = [
    ...(unsafe.length > 0 ? [` Left out, since runs diverged: ${names(unsafe)}.`] : []),
    ...(missing.length > 0 ? [` Not run yet: ${names(missing)}.`] : []),
  ].join('')
  if (there.length < 2) return `There is nothing to compare yet.${apart}`
  const [train, test] = [best(there, 'trainLoss'), best(there, 'testLoss')]
  const winner =
    train === test
      ? `${methodLabel(train.method)} ends lowest, in training and in test.`
      : `${methodLabel(train.method)} has the lowest training loss, ${methodLabel(test.method)} the lowest test loss.`
  const accurate = best(there, 'testError')
  const error = problems[problem].image
    ? ''
    : ` The lowest test error is ${methodLabel(accurate.method)}'s, ${percent(median(accurate, 'testError'))}.`
  const kbfgs = there.find(({ method }) => method === 'kbfgs')
  const relations = there.flatMap((other) => {
    if (!kbfgs || other === kbfgs) return []
    const change = median(other, 'trainLoss') / median(kbfgs, 'trainLoss') - 1
    return [
      `${methodLabel(other.method)} ${percent(Math.abs(change))} ${change < 0 ? 'below' : 'above'}`,
    ]
  })
  const against =
    relations.length > 0 ? ` Against K-BFGS, training losses end ${listed(relations)}.` : ''
  return winner + error + against + apart
}

const axes: Readonly<Record<Axis, string>> = { seconds: 'seconds of training', epoch: 'epochs' }
const quantities: Readonly<Record<Quantity, string>> = {
  trainLoss: 'training loss (log scale)',
  testLoss: 'test loss (log scale)',
  testError: 'test error (log scale)',
}

function figure(
  name: string,
  title: string,
  standings: readonly Standing[],
  along: Axis,
  quantity: Quantity,
): Section {
  const series = standings.flatMap(({ method, converged }) =>
    converged.length === 0
      ? []
      : [
          {
            name: methodLabel(method),
            // A method has its colour wherever it is shown.
            color: methodNames.indexOf(method),
            style: 'solid' as const,
            ...curveOf(converged, along, quantity),
          },
        ],
  )
  if (series.length === 0) return { markdown: '', figures: {} }
  const caption = `${title}: ${quantities[quantity].replace(' (log scale)', '')} against ${axes[along]}`
  return {
    markdown: picture(name, caption),
    figures: {
      [name]: lineFigure({
        title: caption,
        xLabel: axes[along],
        yLabel: quantities[quantity],
        series,
      }),
    },
  }
}

function problemSection(problem: ProblemName, data: Cell['data'], finished: Finished): Section {
  const wishes: Wishes = data === 'original' ? { original: problem } : {}
  const cells = planOf('comparison', finished.lossOf, wishes).cells.filter(
    (cell) => cell.problem === problem,
  )
  const standings = methodNames.map((method): Standing => {
    const own = cells.filter((cell) => cell.method === method)
    const results = finished.among(own)
    return { method, cells: own, results, converged: results.filter(({ diverged }) => !diverged) }
  })
  const count = standings.reduce((sum, { results }) => sum + results.length, 0)
  const title = `### ${problemTitles[problem]}${data === 'original' ? ', original data' : ''}`
  if (count === 0) {
    if (data === 'original') return { markdown: '', figures: {} }
    const run = command(`npm run reproduce -- --part comparison --only ${problem}`)
    return { markdown: `${title}\n\nNot run yet:\n\n${run}`, figures: {} }
  }
  const [{ budget }] = cells
  const seconds = 'seconds' in budget ? budget.seconds : Number.NaN
  const base = `${problem}${data === 'original' ? '-original' : ''}`
  const text = [
    title,
    `${problems[problem].layerSizes.join('-')}; ${seconds} seconds of training each; ${countText(count, cells.length, 'cells')}. ${verdict(problem, standings)}`,
    standingsTable(problem, standings, finished, wishes),
  ].join('\n\n')
  const drawn = [
    ...(['trainLoss', 'testLoss'] as const).flatMap((quantity) =>
      (['seconds', 'epoch'] as const).map((along) => ({ along, quantity })),
    ),
    ...(problems[problem].image ? [] : [{ along: 'seconds', quantity: 'testError' } as const]),
  ].map(({ along, quantity }) =>
    figure(`${base}-${quantity}-${along}`, problemTitles[problem], standings, along, quantity),
  )
  return joined([
    { markdown: text, figures: {} },
    ...drawn.filter(({ markdown }) => markdown !== ''),
  ])
}

/** All methods on all problems, with the same seconds. */
export function comparisonSection(finished: Finished): Section {
  const introduction = `## The same time for every method

Every method trains for as many seconds, on the same engine with one thread; evaluation does not count, and the clock is the machine's own, so that no more may run beside it than the machine has cores for. The Kronecker methods begin with a warm start of 10 batches, which counts. Where the setting that a search found diverges over the whole time with any of the seeds, the next of its ranking takes its place, and the remarks say so; they also have the training losses of other settings that ran the whole time. Curves are losses on the first 5,000 images of each set, the median over the seeds, with bands from the lowest to the highest; tables give the losses at the end on all images. All losses include the penalty (10⁻⁵/2) Σ θ². The CURVES and FACES images are drawn by seeded generators that follow what is known of the original ones, unless a title says otherwise: their losses cannot be compared with published ones.`
  const sections = problemNames
    .flatMap((problem) => [
      problemSection(problem, 'ours', finished),
      problemSection(problem, 'original', finished),
    ])
    .filter(({ markdown }) => markdown !== '')
  return joined([{ markdown: introduction, figures: {} }, ...sections])
}
