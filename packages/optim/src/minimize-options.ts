import type { NdArrayLike } from '@kq/linalg/matrix'

/** A vector as callers have it: an array, a typed array, or an ndarray of one dimension (or n×1). */
export type VectorInput = ArrayLike<number> | NdArrayLike

/** f and ∇f at one point. */
export interface ValueAndGradient {
  readonly value: number
  readonly gradient: VectorInput
}

/**
 * The function to minimise. It may keep or change the x that it is handed. NaN and +∞ mean that x
 * is out of bounds: line searches come back from there.
 */
export type Objective = (x: Float64Array) => number | ValueAndGradient

/** {@link Objective} that may take its time. */
export type AsyncObjective = (
  x: Float64Array,
) => number | ValueAndGradient | Promise<number | ValueAndGradient>

/** Where a run stands after an iteration. */
export interface MinimizeProgress {
  /** 1 for the first. */
  readonly iteration: number
  /** A copy. */
  readonly x: Float64Array
  readonly fx: number
  /** ‖∇f‖∞ (with bounds: of the projected gradient). */
  readonly gradientNorm: number
  /** ‖x − the x before‖∞. */
  readonly step: number
  readonly nfev: number
}

/** What stops a run, and who hears of it: the same for all methods. */
export interface MinimizeOptions {
  /** ∇f, where f returns a number only. Without it: central differences, 2n evaluations each. */
  readonly gradient?: ((x: Float64Array) => VectorInput | Promise<VectorInput>) | undefined
  /** Ends the run where ‖∇f‖∞ is at most this. @defaultValue `1e-6` */
  readonly tolerance?: number | undefined
  /**
   * Ends the run where an iteration lowers f by at most this share of |f|. With 0, it ends where f
   * and ‖∇f‖∞ have come to rest in rounding errors for twenty iterations. @defaultValue `0`
   */
  readonly functionTolerance?: number | undefined
  /** @defaultValue `10_000` */
  readonly maxIterations?: number | undefined
  /** Evaluations of f that are never exceeded, those for differences among them. @defaultValue `Infinity` */
  readonly maxEvaluations?: number | undefined
  /** Ends the run before its next evaluation once it is aborted: an `AbortSignal`, or its like. */
  readonly signal?: { readonly aborted: boolean } | undefined
  /** Hears of every iteration; `true` ends the run. */
  readonly onIteration?: ((progress: MinimizeProgress) => boolean | undefined | void) | undefined
}
