import type { LayerReport } from '@kq/optim/layer-report'

/** The losses on the evaluation sets at one moment of a run. */
export interface Evaluation {
  /** Warm start and training so far; evaluation does not count. */
  readonly seconds: number
  /** Passes over the training set so far, with fractions. */
  readonly epoch: number
  /** Steps tried so far; 0 before the first. */
  readonly iteration: number
  readonly trainLoss: number
  readonly testLoss: number
}

/** The layers of a Kronecker method at one moment of a run. */
export interface Layers {
  readonly seconds: number
  readonly epoch: number
  readonly iteration: number
  readonly layers: readonly LayerReport[]
}

/** One step of a run, taken or refused. */
export interface Step {
  /** Warm start and training up to the end of the step. */
  readonly seconds: number
  readonly epoch: number
  /** Steps tried so far; 1 for the first. */
  readonly iteration: number
  /** The loss on the step's batch before the step. */
  readonly loss: number
  readonly learningRate: number
  /** Whether the safeguard refused the step. */
  readonly rejected: boolean
}

/** Images before and after the network, one byte a pixel, row by row, 255 brightest. */
interface Reconstructions {
  readonly width: number
  readonly height: number
  readonly inputs: readonly Uint8Array[]
  /** One for each input. */
  readonly outputs: readonly Uint8Array[]
}

/** All that one optimizer did in a run: what tables, charts and reports show. */
export interface RunResult {
  /** The name as a command line takes it: `kbfgs`. */
  readonly optimizer: string
  /** The name as a person reads it: `K-BFGS`. */
  readonly label: string
  readonly seconds: number
  readonly epochs: number
  readonly iterations: number
  /** The last losses; NaN if there was no evaluation. */
  readonly trainLoss: number
  readonly testLoss: number
  readonly rejectedSteps: number
  /** Skipped or undone, since they were not finite. */
  readonly nonFiniteSteps: number
  /** Why the run ended, as a person reads it: `time is up`. */
  readonly stopReason: string
  readonly history: readonly Evaluation[]
  readonly steps: readonly Step[]
  /** At the end of each epoch, and of the run. */
  readonly layers: readonly Layers[]
  readonly reconstructions: Reconstructions
}
