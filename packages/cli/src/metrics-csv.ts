import type { Evaluation, Layers, RunResult, Step } from './results.ts'

type Cell = string | number | boolean

const columns = [
  'optimizer',
  'event',
  'iteration',
  'epoch',
  'seconds',
  'batchLoss',
  'rejected',
  'trainLoss',
  'testLoss',
  'learningRate',
  'layer',
  'steps',
  'powell',
  'second',
  'outputSkipped',
  'inputSkipped',
  'sNorm',
  'yNorm',
  'outputCondition',
  'inputCondition',
] as const

/** A field by RFC 4180: quoted if it holds a separator, a quote or a line break. */
const field = (cell: Cell | undefined): string => {
  const text = cell === undefined ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const line = (cells: Readonly<Partial<Record<(typeof columns)[number], Cell>>>): string =>
  `${columns.map((column) => field(cells[column])).join(',')}\n`

/** The first line of a metrics file. */
export const metricsHeader: string = `${columns.join(',')}\n`

/** The line of a step; it leaves the losses of evaluations empty. */
export const stepLine = (optimizer: string, step: Step): string => {
  const { loss: batchLoss, ...rest } = step
  return line({ optimizer, event: 'step', batchLoss, ...rest })
}

/** The line of an evaluation; it leaves what belongs to steps empty. */
export const evaluationLine = (optimizer: string, evaluation: Evaluation): string => {
  const { iteration, epoch, seconds, trainLoss, testLoss } = evaluation
  return line({ optimizer, event: 'evaluation', iteration, epoch, seconds, trainLoss, testLoss })
}

/** The lines of the layers at one moment, one each. */
const layerLines = (optimizer: string, { layers, ...at }: Layers): string =>
  layers
    .map(({ parameter: layer, ...figures }) =>
      line({ optimizer, event: 'layer', ...at, layer, ...figures }),
    )
    .join('')

/**
 * Steps, reports of layers and evaluations of all optimizers as one CSV file, each optimizer's in order of iteration,
 * layers and then an evaluation after the step that ended at their iteration. Numbers have all their digits; those
 * that are not finite read `NaN`, `Infinity` and `-Infinity`.
 *
 * @example
 * await writeFile('metrics.csv', metricsCsv(results))
 */
export const metricsCsv = (results: readonly RunResult[]): string =>
  metricsHeader +
  results
    .flatMap(({ optimizer, steps, layers, history }) =>
      [
        ...steps.map((step) => ({ at: step.iteration, text: stepLine(optimizer, step) })),
        ...layers.map((report) => ({
          at: report.iteration,
          text: layerLines(optimizer, report),
        })),
        ...history.map((evaluation) => ({
          at: evaluation.iteration,
          text: evaluationLine(optimizer, evaluation),
        })),
      ]
        .toSorted((one, other) => one.at - other.at)
        .map(({ text }) => text),
    )
    .join('')
