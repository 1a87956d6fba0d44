/**
 * Derivatives against central differences with one step of Richardson's extrapolation (Press and
 * others, "Numerical Recipes", 3rd edition 2007, section 5.7):
 *
 *   D(h) = (f(x + h eᵢ) − f(x − h eᵢ)) / 2h = ∂f/∂xᵢ + O(h²)      (4 D(h) − D(2h)) / 3 = ∂f/∂xᵢ + O(h⁴)
 *
 *   h = ∛ε max(|xᵢ|, min(1, ‖x‖∞)), where rounding and the error of D(h) are about as large
 */
import type { Shape } from '@kq/linalg/engine'
import { ShapeError } from '@kq/linalg/errors'
import type { VectorLike } from '@kq/linalg/matrix'
import { centralDifference, relativeStep } from './internal/central-difference.ts'
import { numbersOf } from './internal/numbers.ts'
import type { TapeFunction } from './tape-function.ts'
import { valueAndGrad } from './value-and-grad.ts'

/** A function that knows its gradient: what minimisers take, and what `valueAndGrad` gives. */
export type FunctionWithGradient = (x: Float64Array) => {
  readonly value: number
  readonly gradient: VectorLike
}

/** Options of {@link checkGradient}. */
export interface GradientCheckOptions {
  /** The largest error that is taken for agreement. @defaultValue `1e-6` */
  readonly tolerance?: number
  /** Which components are checked, four evaluations each. @defaultValue all */
  readonly indices?: readonly number[]
}

/** What {@link checkGradient} finds. */
export interface GradientCheck {
  /** Whether no error is larger than the tolerance. */
  readonly ok: boolean
  /**
   * The largest |analytic − numeric| / max(|analytic|, |numeric|), where differences this small can
   * be told from rounding; infinite where either is not finite.
   */
  readonly maxError: number
  /** The component with that error; −1 where none was checked. */
  readonly index: number
  /** What the function says there. */
  readonly analytic: number
  /** What differences say there. */
  readonly numeric: number
  /** All that was compared, in the order of `indices`. */
  readonly components: readonly GradientComponent[]
  /** All of this as a sentence, with what to do. */
  readonly message: string
}

/** One derivative, twice. */
export interface GradientComponent {
  readonly index: number
  readonly analytic: number
  readonly numeric: number
  readonly error: number
}

/**
 * Compares a gradient with central differences, component by component: of a function
 * x ↦ { value, gradient } of plain numbers, as minimisers take, or of one that `valueAndGrad` takes.
 *
 * The steps follow the scale of x. A difference counts relative to the derivative's size, and not at
 * all where rounding of f explains it. Where f has a kink at x (relu at 0), differences are halfway
 * between its two slopes and the check fails although the gradient is one of them: move x.
 *
 * @param f - called 4n + 1 times with copies of x; with numbers first, which tells what it takes
 * @throws ShapeError if the gradient has not as many numbers as x
 * @throws TypeError if f gives neither { value, gradient } nor a variable
 *
 * @example
 * ```ts
 * import { checkGradient } from '@kq/nn/check-gradient'
 *
 * const wrong = (x: Float64Array) => ({ value: x[0] ** 2 + x[1], gradient: [2 * x[0], 2] })
 * const { index, analytic, numeric } = checkGradient(wrong, [3, 4])
 * index // 1
 * analytic // 2
 * Math.round(numeric) // 1
 * ```
 */
export function checkGradient(
  f: TapeFunction,
  x: VectorLike,
  options?: GradientCheckOptions,
): GradientCheck
export function checkGradient(
  f: FunctionWithGradient,
  x: VectorLike,
  options?: GradientCheckOptions,
): GradientCheck
export function checkGradient(
  f: TapeFunction | FunctionWithGradient,
  x: VectorLike,
  { tolerance = 1e-6, indices }: GradientCheckOptions = {},
): GradientCheck {
  if (!(tolerance > 0)) {
    throw new RangeError(`checkGradient: tolerance is ${tolerance}; expected a positive number`)
  }
  const { values: at, shape } = numbersOf(x, 'checkGradient')
  const { plain, first } = onNumbers(f, at, shape)
  const gradient = numbersOf(first.gradient, 'checkGradient').values
  if (gradient.length !== at.length) {
    throw new ShapeError(
      `checkGradient: the gradient has length ${gradient.length} and x length ${at.length}; expected one derivative for each number of x`,
    )
  }
  const largest = at.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const typical = Math.min(1, largest) || 1
  const valueAt = (index: number, coordinate: number): number => {
    const moved = at.slice()
    moved[index] = coordinate
    return plain(moved).value
  }

  const components = (indices ?? [...at.keys()]).map((index): GradientComponent => {
    if (!Number.isInteger(index) || index < 0 || index >= at.length) {
      throw new RangeError(
        `checkGradient: indices has ${index}; expected whole numbers from 0 to ${at.length - 1}, the last of x`,
      )
    }
    const analytic = gradient[index]
    const { numeric, noise } = centralDifference(
      (coordinate) => valueAt(index, coordinate),
      at[index],
      relativeStep * Math.max(Math.abs(at[index]), typical),
    )
    const size = Math.max(Math.abs(analytic), Math.abs(numeric)) + noise / tolerance
    const off = Math.abs(analytic - numeric)
    const error = off === 0 ? 0 : off / size
    return { index, analytic, numeric, error: Number.isFinite(off) ? error : Infinity }
  })
  return report(components, tolerance)
}

function report(components: readonly GradientComponent[], tolerance: number): GradientCheck {
  const none: GradientComponent = { index: -1, analytic: 0, numeric: 0, error: 0 }
  const worst = components.reduce((a, b) => (b.error > a.error ? b : a), components[0] ?? none)
  const { index, analytic, numeric, error: maxError } = worst
  const wrong = components.filter(({ error }) => error > tolerance).length
  const place = `at [${index}] the function says ${analytic}, differences say ${numeric}, a relative error of ${maxError.toPrecision(2)}`
  const all = components.length
  const message =
    all === 0
      ? 'there was nothing to check: x is empty'
      : wrong === 0
        ? `the gradient agrees with central differences in all of ${all} components; ${place}, the largest`
        : `the gradient differs from central differences in ${wrong} of ${all} components, by more than ${tolerance}; ` +
          `${place}, the largest. ${
            Number.isFinite(numeric)
              ? 'Correct the derivative there; or, if x is at a kink (relu, an absolute value, a maximum), move it'
              : 'The function is not finite on both sides of x: move x into its domain'
          }`
  return { ok: wrong === 0, maxError, index, analytic, numeric, components, message }
}

/** f as a function of numbers, itself or what differentiates it on a tape, and what it gives at x. */
function onNumbers(
  f: TapeFunction | FunctionWithGradient,
  at: Float64Array,
  like: Shape,
): { plain: FunctionWithGradient; first: ReturnType<FunctionWithGradient> } {
  const direct = f as FunctionWithGradient
  let failure: unknown
  try {
    const first: unknown = direct(at.slice())
    if (givesGradient(first)) return { plain: direct, first }
  } catch (error) {
    failure = error
  }
  const plain = valueAndGrad(f as TapeFunction, { like })
  try {
    return { plain, first: plain(at) }
  } catch (error) {
    if (failure === undefined) throw error
    throw new TypeError(
      `checkGradient: f failed on numbers (${text(failure)}) and on a variable (${text(error)}); ` +
        'expected x ↦ { value, gradient }, or a function that valueAndGrad takes',
      { cause: failure },
    )
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const givesGradient = (value: unknown): value is ReturnType<FunctionWithGradient> =>
  typeof value === 'object' &&
  value !== null &&
  'value' in value &&
  typeof value.value === 'number' &&
  'gradient' in value
