import type { EvaluationRecord } from '@kq/optim/training-events'
import type { Machine } from '../machine.ts'
import type { Cell } from './cell.ts'

/** Losses and errors on both sets. */
export type Scores = Pick<EvaluationRecord, 'trainLoss' | 'trainError' | 'testLoss' | 'testError'>

/** All that a finished cell leaves, but for its history. */
export interface CellSummary {
  readonly cell: Cell
  /** As a person reads it: `K-BFGS`. */
  readonly label: string
  /** Every setting of the method. */
  readonly options: Readonly<Record<string, number | string | boolean>>
  readonly layerSizes: string
  readonly engine: string
  readonly machine: Machine
  readonly iterations: number
  readonly epochs: number
  /** Of training: warm start and steps. */
  readonly seconds: number
  readonly rejectedSteps: number
  /** In plain English. */
  readonly ended: string
  /** Training came to an end before its budget: a loss that was not finite, or steps that only rose. */
  readonly diverged: boolean
  /** At the end, on all training and all test images, or on those that a trial uses; null where training diverged. */
  readonly final: Scores | null
}

export interface CellResult extends CellSummary {
  readonly history: readonly EvaluationRecord[]
}
