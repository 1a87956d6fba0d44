import type { LayerReport } from './layer-report.ts'

/** A step as the trainer saw it. */
export interface StepRecord {
  /** Steps taken, this one included. */
  readonly iteration: number
  /** Passes over the training set so far, with fractions. */
  readonly epoch: number
  /** Training time so far: warm start and steps, without evaluation. */
  readonly seconds: number
  /** Of the batch, before the step, without penalty. */
  readonly loss: number
  /** Of the same batch after the step, where the method evaluates it. */
  readonly trialLoss: number | undefined
  /** Whether the parameters moved. */
  readonly accepted: boolean
  /** α of the step. */
  readonly learningRate: number
}

/** All that a step reports, by name; `LAYER/figure` for what belongs to a layer. */
export type StepFigures = Readonly<Record<string, number>>

/** Losses on the training and the test set. */
export interface EvaluationRecord {
  readonly iteration: number
  readonly epoch: number
  readonly seconds: number
  readonly trainLoss: number
  readonly trainError: number
  /** NaN without a test set. */
  readonly testLoss: number
  readonly testError: number
}

/** The layers of a Kronecker method at the end of an epoch, or of a training within one. */
export interface LayersRecord {
  readonly iteration: number
  readonly epoch: number
  readonly seconds: number
  readonly layers: readonly LayerReport[]
}

/** A step, or a batch of the warm start, that was not finite and did not stop the training. */
export interface NonFiniteRecord {
  readonly iteration: number
  readonly epoch: number
  readonly seconds: number
  /** Where it began. */
  readonly error: Error
  readonly action: 'skip' | 'restore'
  /** How many there were so far. */
  readonly steps: number
}

/** The lowest loss so far. */
export interface BestRecord {
  readonly iteration: number
  readonly epoch: number
  readonly loss: number
}

/** What a trainer tells while it runs. */
export type TrainingEvent =
  | {
      readonly kind: 'warm'
      readonly batch: number
      readonly batches: number
      readonly seconds: number
    }
  | ({ readonly kind: 'step'; readonly figures: StepFigures } & StepRecord)
  | ({ readonly kind: 'non-finite' } & NonFiniteRecord)
  | ({ readonly kind: 'evaluation' } & EvaluationRecord)
  | ({ readonly kind: 'best' } & BestRecord)
  | ({ readonly kind: 'layers' } & LayersRecord)

/** Why `fit` returned. */
export type StopReason = 'epochs' | 'iterations' | 'seconds' | 'aborted' | 'patience'

/** What `fit` came to. */
export interface FitResult {
  readonly stopReason: StopReason
  /** In plain English. */
  readonly message: string
  readonly iterations: number
  readonly epochs: number
  readonly seconds: number
  readonly rejectedSteps: number
  /** Skipped or undone: see `onNonFinite` of a trainer's options. */
  readonly nonFiniteSteps: number
}
