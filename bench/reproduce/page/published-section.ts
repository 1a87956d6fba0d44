import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ChartSeries } from '@kq/cli/line-chart'
import type { PaperMethod } from '@kq/optim/presets'
import type { CellResult } from '../cell-result.ts'
import { planOf } from '../plan.ts'
import { curveOf } from './curve.ts'
import { lineFigure } from './figure.ts'
import { countText, type Finished } from './finished.ts'
import { command, table } from './markdown.ts'
import { methodLabel, settingLabel } from './names.ts'
import { joined, picture, type Section } from './section.ts'
import { spreadOf } from './spread.ts'

/** The losses that the authors printed, from epoch 1 on. */
interface PublishedCurve {
  readonly learningRate: number
  readonly lambda: number
  readonly trainLoss: readonly number[]
  readonly testLoss: readonly number[]
}

interface Published {
  readonly source: string
  readonly kbfgs: PublishedCurve
  readonly kfac: PublishedCurve
}

const published = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../published/mnist.json'), 'utf8'),
) as Published

/** The median training loss may be so many times the authors'. Epoch 5 is between the two. */
const bound = (epoch: number): number => (epoch <= 5 ? 1.05 : 1.02)

/** A loss so far below the authors' wants an explanation. */
const suspicious = 0.9

const fixed = (value: number): string => value.toFixed(2)

/** The evaluation at the end of an epoch. */
const atEpoch = (
  { history }: CellResult,
  epoch: number,
): CellResult['history'][number] | undefined =>
  history.find((record) => Math.abs(record.epoch - epoch) < 1e-6)

const range = (values: readonly number[]): string => {
  const { median, low, high, count } = spreadOf(values)
  return count > 1 ? `${fixed(median)} (${fixed(low)}–${fixed(high)})` : fixed(median)
}

function comparison(method: 'kbfgs' | 'kfac', finished: Finished): Section {
  const cells = planOf('published', finished.lossOf).cells.filter((cell) => cell.method === method)
  const results = finished.among(cells).filter(({ diverged }) => !diverged)
  const curve = published[method]
  const [{ setting, budget }] = cells
  const epochs = 'epochs' in budget ? budget.epochs : 0
  const title = `### ${methodLabel(method)}, ${settingLabel(setting)}`
  if (results.length === 0) {
    const run = command(`npm run reproduce -- --part published --only mnist/${method}`)
    return { markdown: `${title}\n\nNot run yet:\n\n${run}`, figures: {} }
  }
  const rows = Array.from({ length: epochs }, (_, k) => k + 1).map((epoch) => {
    const records = results
      .map((result) => atEpoch(result, epoch))
      .filter((record) => record !== undefined)
    const [train, test] = [records.map((r) => r.trainLoss), records.map((r) => r.testLoss)]
    const ratio = spreadOf(train).median / curve.trainLoss[epoch - 1]
    return { epoch, train, test, ratio }
  })
  const worst = rows.reduce((a, b) => (b.ratio / bound(b.epoch) > a.ratio / bound(a.epoch) ? b : a))
  const beyond = rows.filter(({ epoch, ratio }) => ratio > bound(epoch))
  const verdict =
    beyond.length === 0
      ? `Within the bounds in every epoch; nearest to its bound in epoch ${worst.epoch}, at ${fixed(worst.ratio)} times the authors' loss.`
      : `Above the bounds in epoch ${beyond.map(({ epoch }) => epoch).join(', ')}: up to ${fixed(worst.ratio)} times the authors' loss.`
  const low = rows.filter(({ ratio }) => ratio < suspicious).map(({ epoch }) => epoch)
  const remark =
    low.length > 0 ? ` Below ${suspicious} times the authors' loss in epoch ${low.join(', ')}.` : ''
  const diverged = finished.among(cells).length - results.length
  const count = countText(results.length, cells.length, 'seeds')
  const name = `published-${method}`
  const series: ChartSeries[] = [
    {
      name: 'authors, train',
      color: 1,
      style: 'dashed',
      points: curve.trainLoss.slice(0, epochs).map((loss, k) => [k + 1, loss] as const),
    },
    {
      name: 'KQ, train',
      color: 0,
      style: 'solid',
      ...fromFirstEpoch(curveOf(results, 'epoch', 'trainLoss')),
    },
  ]
  return {
    markdown: [
      title,
      `${count}${diverged > 0 ? `, ${diverged} more diverged` : ''}: median${results.length > 1 ? ' (lowest–highest)' : ''}. ${verdict}${remark}`,
      table(
        ['epoch:', 'authors, train:', 'KQ, train:', 'ratio:', 'authors, test:', 'KQ, test:'],
        rows.map(({ epoch, train, test, ratio }) => [
          epoch,
          fixed(curve.trainLoss[epoch - 1]),
          range(train),
          ratio.toFixed(3),
          fixed(curve.testLoss[epoch - 1]),
          range(test),
        ]),
      ),
      picture(
        name,
        `Training loss of ${methodLabel(method)} on MNIST by epoch, the authors' and KQ's`,
      ),
    ].join('\n\n'),
    figures: {
      [name]: lineFigure({
        title: `${methodLabel(method)} on MNIST`,
        xLabel: 'epochs',
        yLabel: 'training loss (log scale)',
        series,
      }),
    },
  }
}

/** Without the loss before training, which the authors did not print. */
const fromFirstEpoch = ({
  points,
  band,
}: Pick<ChartSeries, 'points' | 'band'>): Pick<ChartSeries, 'points' | 'band'> => ({
  points: points.slice(1),
  ...(band && { band: band.slice(1) }),
})

/** K-BFGS(L), for which the authors printed nothing: whether it gets through in float32. */
function limitedMemory(finished: Finished): Section {
  const method: PaperMethod = 'kbfgs-l'
  const [cell] = planOf('published', finished.lossOf).cells.filter((one) => one.method === method)
  const result = finished.find(cell)
  const title = `### ${methodLabel(method)}, ${settingLabel(cell.setting)}`
  if (!result) {
    const run = command(`npm run reproduce -- --part published --only mnist/${method}`)
    return { markdown: `${title}\n\nNot run yet:\n\n${run}`, figures: {} }
  }
  const losses = result.history.slice(1).map(({ trainLoss }) => fixed(trainLoss))
  const text = result.diverged
    ? `It ended early: ${result.ended}`
    : `In float32 it gets through its ${losses.length} epochs without a value that is not finite. Training loss after each: ${losses.join(', ')}.`
  return { markdown: `${title}\n\n${text}`, figures: {} }
}

/** The authors' curves on MNIST and ours, by epochs: what does not depend on the machine. */
export function publishedSection(finished: Finished): Section {
  const introduction = `## The authors' own curves

The authors printed the losses of K-BFGS and KFAC on MNIST in [their notebook](${published.source.split(',')[0]}), the only published numbers that can be compared with one by one. The same settings here: batches of 1000 in the authors' order, a warm start of one pass, losses on all 60,000 and 10,000 images, float32. Initial weights and the order of images come from other random numbers than theirs, so the curves agree as those of two seeds do. A median of at most 1.05 times the authors' training loss in the first five epochs, and of 1.02 times after them, counts as agreement.`
  return joined([
    { markdown: introduction, figures: {} },
    comparison('kbfgs', finished),
    comparison('kfac', finished),
    limitedMemory(finished),
  ])
}
