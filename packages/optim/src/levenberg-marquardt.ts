import type { NdArrayLike } from '@kq/linalg/matrix'
import { createLeastSquares } from './internal/least-squares/least-squares-run.ts'
import { drive, driveAsync } from './internal/minimize/drive.ts'
import type { BoundsOptions } from './minimize-bounds.ts'
import type { MinimizeOptions, VectorInput } from './minimize-options.ts'
import type { MinimizeResult } from './minimize-result.ts'

/** A Jacobian: m rows of n numbers, an m×n ndarray, or m · n numbers row after row. */
export type JacobianInput = ArrayLike<number> | ArrayLike<ArrayLike<number>> | NdArrayLike

/** r and J at one point. */
export interface ResidualsAndJacobian {
  readonly residuals: VectorInput
  readonly jacobian: JacobianInput
}

/**
 * The functions whose squares are summed. It may keep or change the x that it is handed. NaN and ∞ mean
 * that x is out of bounds.
 */
export type Residuals = (x: Float64Array) => VectorInput | ResidualsAndJacobian

/** {@link Residuals} that may take their time. */
export type AsyncResiduals = (
  x: Float64Array,
) => VectorInput | ResidualsAndJacobian | Promise<VectorInput | ResidualsAndJacobian>

export interface LevenbergMarquardtOptions
  extends Omit<MinimizeOptions, 'gradient'>,
    BoundsOptions {
  /**
   * J, with ∂rᵢ/∂xⱼ in row i and column j, where the residuals come without; or how to make it of
   * differences: `'forward'` takes n evaluations, `'central'` 2n, with more correct digits.
   * @defaultValue `'forward'`
   */
  readonly jacobian?:
    | ((x: Float64Array) => JacobianInput | Promise<JacobianInput>)
    | 'forward'
    | 'central'
    | undefined
  /**
   * Ends the run where ½‖r‖² falls, and promises to fall, by at most this share: `ftol` of MINPACK. With
   * 0 it ends where both are lost in rounding. @defaultValue `0`
   */
  readonly functionTolerance?: number | undefined
  /**
   * Ends the run where steps are trusted for at most this share of ‖D x‖: `xtol` of MINPACK.
   * @defaultValue `0`
   */
  readonly stepTolerance?: number | undefined
  /**
   * Ends the run where no column of J has a cosine with r above this: `gtol` of MINPACK.
   * @defaultValue `0`
   */
  readonly cosineTolerance?: number | undefined
  /**
   * The first step is at most this times ‖D x0‖ long: `factor` of MINPACK. @defaultValue `10`
   */
  readonly initialStep?: number | undefined
}

/** What {@link levenbergMarquardt} found: `fx` is ½‖r‖², and `gradient` Jᵀr. */
export interface LeastSquaresResult extends MinimizeResult {
  /** r at x; of length 0 if the run ended before r was known. */
  readonly residuals: Float64Array
}

/**
 * Minimises ½‖r(x)‖² by the method of Levenberg and Marquardt: with r + J p in place of r(x + p), it
 * minimises what that gives in a region around x, scaled by the columns of J, that grows and shrinks as
 * the promise is kept. m may be below n, and J of any rank. Source: Moré, Lecture Notes in Mathematics
 * 630 (1978); `lmder` of MINPACK. With bounds, all x that r is asked for are within them.
 *
 * `inverseHessian` of the result applies (JᵀJ)⁺ of all variables: times ‖r‖² / (m − n) it estimates the
 * covariance of x where r is data with equal errors.
 *
 * @param residuals - returns r, m numbers, or `{ residuals, jacobian }`
 * @param x0 - n numbers; not changed. Where it is out of bounds, it starts at the bounds
 * @throws RangeError for options out of range, or if r(x0) or J(x0) is not finite
 * @throws ShapeError for a Jacobian of other than m×n numbers, for residuals whose number changes, and
 *   for bounds of other than n numbers
 *
 * @example
 * ```ts
 * import { levenbergMarquardt } from '@kq/optim/levenberg-marquardt'
 *
 * const times = [0, 1, 2, 3]
 * const data = [4, 2, 1, 0.5]
 * const { x, status } = levenbergMarquardt(
 *   ([a, b]) => times.map((t, i) => a * Math.exp(-b * t) - data[i]),
 *   [1, 1],
 *   { jacobian: ([a, b]) => times.map((t) => [Math.exp(-b * t), -a * t * Math.exp(-b * t)]) },
 * )
 * status // 'gradient-small'
 * x.map((value) => Math.round(1e4 * value) / 1e4) // Float64Array(2) [ 4, 0.6931 ]
 * ```
 */
export function levenbergMarquardt(
  residuals: Residuals,
  x0: VectorInput,
  options: LevenbergMarquardtOptions = {},
): LeastSquaresResult {
  const { steps, result } = createLeastSquares(residuals, x0, options)
  return result(drive(steps))
}

/** {@link levenbergMarquardt} for functions that may return promises. */
export async function levenbergMarquardtAsync(
  residuals: AsyncResiduals,
  x0: VectorInput,
  options: LevenbergMarquardtOptions = {},
): Promise<LeastSquaresResult> {
  const { steps, result } = createLeastSquares(residuals, x0, options)
  return result(await driveAsync(steps))
}
