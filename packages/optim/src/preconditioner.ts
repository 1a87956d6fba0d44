import type { Matrix } from '@kq/linalg/matrix'
import type { LayerStatistics, Matrices } from './evaluation.ts'

/** What a preconditioner may use when it moves. */
export interface StepContext {
  /** Steps taken before this one. */
  readonly step: number
  /** Whether `warm` ran over some batches before the first step. */
  readonly warmed: boolean
  /** Shows an intermediate result under a name; it is freed by the end of the step unless kept. */
  observe(name: string, value: Matrix): void
}

/** A parameter and what is known at it from the batch. */
export interface Point {
  readonly value: Matrix
  /** Gradient of the loss with the L2 term. */
  gradient(): Matrix
  /** Present where the parameter is W̄ of a layer that declares its curvature. */
  readonly layer: LayerStatistics | undefined
}

/** The means of a layer that outlive the evaluation which they come from. */
export type LayerMeans = Pick<LayerStatistics, 'meanPreactivation' | 'meanGradient'>

/** State after a move and, by name, 1×1 figures for the report. */
export interface Moved {
  readonly state: Matrices
  readonly report?: Matrices
}

/** A direction, and the state that it was made with. */
export interface Directed {
  readonly direction: Matrix
  readonly state: Matrices
}

/**
 * How one parameter's direction comes from its momentum M. State is a record of named matrices;
 * every member is pure, synchronous and never looks at a value.
 *
 * A step calls `direct`, then `absorb` (both at θ) and, once all parameters have moved, `compare`.
 */
export interface Preconditioner {
  init(parameter: Matrix): Matrices
  /** The warm start's k-th batch (k = 1, 2, …), at the initial parameters. */
  warm?(state: Matrices, point: Point, k: number): Matrices
  /** D; the parameter moves by −α D. The momentum already holds this batch. */
  direct(state: Matrices, momentum: Matrix, point: Point, context: StepContext): Directed
  absorb?(state: Matrices, point: Point, context: StepContext): Moved
  /** With the same batch at θ⁺ = θ − α D. Its presence asks for the second evaluation. */
  compare?(state: Matrices, first: LayerMeans, trial: LayerMeans, context: StepContext): Moved
  /** A size of the curvature state, for error messages, 1×1. */
  size?(state: Matrices): Matrix
  /** What of the curvature state is worth a look now and then, by name, one row each. */
  inspect?(state: Matrices): Matrices
}

/**
 * One side of a Kronecker-factored preconditioner: a symmetric matrix kept up to date. A step calls
 * `prepare`, `apply`, `absorb` and `compare`, in this order.
 */
export interface Factor extends Omit<Preconditioner, 'direct' | 'init'> {
  init(dimension: number, like: Matrix): Matrices
  prepare?(state: Matrices, point: Point, context: StepContext): Matrices
  /** The factor times X (`'left'`) or X times the factor (`'right'`). */
  apply(state: Matrices, x: Matrix, side: 'left' | 'right'): Matrix
}
