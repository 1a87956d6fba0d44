import type { RunResult } from '../results.ts'
import { formatCount, formatFixed, formatLoss } from '../format.ts'

/** One column of the table of results, in the terminal and in the report. */
export interface ResultColumn {
  readonly header: string
  readonly align: 'left' | 'right'
  readonly text: (result: RunResult) => string
}

export const resultColumns: readonly ResultColumn[] = [
  { header: 'optimizer', align: 'left', text: (result) => result.label },
  { header: 'seconds', align: 'right', text: (result) => formatFixed(result.seconds, 1) },
  { header: 'epochs', align: 'right', text: (result) => formatFixed(result.epochs, 2) },
  { header: 'iterations', align: 'right', text: (result) => formatCount(result.iterations) },
  { header: 'train loss', align: 'right', text: (result) => formatLoss(result.trainLoss) },
  { header: 'test loss', align: 'right', text: (result) => formatLoss(result.testLoss) },
  { header: 'rejected steps', align: 'right', text: (result) => formatCount(result.rejectedSteps) },
  {
    header: 'not finite',
    align: 'right',
    text: (result) => formatCount(result.nonFiniteSteps),
  },
  { header: 'ended because', align: 'left', text: (result) => result.stopReason },
]
