import type { Matrix } from '@kq/linalg/matrix'

/**
 * What the Kronecker methods ask of a layer a = W̄ h̄ at one batch of n samples, each computed when
 * first asked for.
 *
 *   h̄  input with a 1 appended      a  pre-activation      g  ∂(loss of one sample)/∂a
 */
export interface LayerStatistics {
  /** The name of W̄ among the parameters. */
  readonly parameter: string
  /** Mean of h̄, (d_in + 1)×1. */
  readonly meanInput: Matrix
  /** Mean of a, d_out×1. */
  readonly meanPreactivation: Matrix
  /** Mean of g, d_out×1. */
  readonly meanGradient: Matrix
  /** β running + (1 − β) · (1/n) Σ h̄ h̄ᵀ. Without `running` only the moment. */
  inputMoment(running?: Matrix, beta?: number): Matrix
  /** (1/n) Σ h̄ (h̄ᵀ v), without forming the moment. */
  inputMomentTimes(v: Matrix): Matrix
  /** β running + (1 − β) · (1/n) Σ g gᵀ with targets drawn from the model's own distribution. */
  sampledGradientMoment(running?: Matrix, beta?: number): Matrix
}

/** The loss of one batch at one set of parameters, and what follows from it; all lazy. */
export interface Evaluation {
  /** Mean over the samples, 1×1, without any penalty. */
  readonly loss: Matrix
  /** Of the loss, by parameter. A step may free them as soon as it has used them. */
  gradients(): Readonly<Record<string, Matrix>>
  /** One for each layer that declares its curvature. */
  readonly layers: readonly LayerStatistics[]
}

/** Named matrices: parameters, gradients, state. */
export type Matrices = Readonly<Record<string, Matrix>>

/** Evaluates one batch. An optimizer may call it more than once a step, at different parameters. */
export type Evaluate = (parameters: Matrices) => Evaluation
