import type { RunResult } from '../results.ts'
import { formatCount, formatLoss, formatTenths } from './format.ts'

/** One column of the table of results, in the terminal and in the report. */
export interface ResultColumn {
  readonly header: string
  readonly align: 'left' | 'right'
  readonly text: (result: RunResult) => string
}

export const resultColumns: readonly ResultColumn[] = [
  { header: 'optimizer', align: 'left', text: (result) => result.label },
  { header: 'seconds', align: 'right', text: (result) => formatTenths(result.seconds) },
  { header: 'epochs', align: 'right', text: (result) => formatTenths(result.epochs) },
  { header: 'iterations', align: 'right', text: (result) => formatCount(result.iterations) },
  { header: 'train loss', align: 'right', text: (result) => formatLoss(result.trainLoss) },
  { header: 'test loss', align: 'right', text: (result) => formatLoss(result.testLoss) },
  { header: 'rejected steps', align: 'right', text: (result) => formatCount(result.rejectedSteps) },
  { header: 'ended because', align: 'left', text: (result) => result.stopReason },
]
