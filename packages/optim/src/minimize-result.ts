/**
 * Why a minimiser stopped.
 *
 * | status | what happened |
 * |---|---|
 * | `'gradient-small'` | ‖∇f‖∞ ≤ `tolerance` (with bounds: of the projected gradient) |
 * | `'decrease-small'` | f falls by less than `functionTolerance`, or only by what rounding makes of it |
 * | `'step-small'` | x does not move any more |
 * | `'max-iterations'`, `'max-evaluations'` | the budget is spent |
 * | `'line-search-failed'` | no lower point along −∇f: mostly a gradient that is not f's |
 * | `'unbounded'` | f falls without end |
 * | `'aborted'` | the `AbortSignal` was raised |
 * | `'stopped'` | `onIteration` returned `true` |
 */
export type MinimizeStatus =
  | 'gradient-small'
  | 'decrease-small'
  | 'step-small'
  | 'max-iterations'
  | 'max-evaluations'
  | 'line-search-failed'
  | 'unbounded'
  | 'aborted'
  | 'stopped'

/** An n×n matrix that is never formed. */
export interface LinearOperator {
  readonly rows: number
  readonly columns: number
  /**
   * The product with a vector of n numbers.
   *
   * @throws RangeError for another length
   */
  apply(v: ArrayLike<number>): Float64Array
}

/** What a minimiser found. */
export interface MinimizeResult {
  /**
   * The point with the lowest finite f of all that the method tried (not of those beside them for
   * differences). Among points that differ by rounding only, one whose gradient is small.
   */
  readonly x: Float64Array
  /** f there. */
  readonly fx: number
  /** ∇f there; NaN where the run ended before it was known. */
  readonly gradient: Float64Array
  /** Iterations. */
  readonly nit: number
  /** Evaluations of f, those for differences among them. */
  readonly nfev: number
  /** Gradients, however they were made. */
  readonly ngev: number
  /** Products with the Hessian, however they were made. */
  readonly nhev: number
  /** Whether a tolerance was met. */
  readonly converged: boolean
  readonly status: MinimizeStatus
  /** The status in a sentence, with what to do about it. */
  readonly message: string
  /** What did not stop the run and is good to know. */
  readonly warnings: readonly string[]
  /** The method's approximation of (∇²f)⁻¹; of gradient descent, which has none, the identity. */
  readonly inverseHessian: LinearOperator
}
