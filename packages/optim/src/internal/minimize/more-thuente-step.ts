/*
 * Moré and Thuente, "Line Search Algorithms with Guaranteed Sufficient Decrease", ACM TOMS 20 (1994),
 * section 4: the next trial step; `dcstep` of MINPACK-2.
 */
import type { LineValue } from '../../line-search.ts'

/** φ and φ′ at a step. */
export interface LineStep extends LineValue {
  readonly step: number
}

/**
 * Where the cubic through two steps a, b with values and slopes has its minimum: its share of the way
 * from a to b. 1 where it has none.
 */
function cubicShare(width: number, rise: number, da: number, db: number): number {
  const theta = (-3 * rise) / width + da + db
  const scale = Math.hypot(theta, da, db)
  const square = (theta / scale) ** 2 - (da / scale) * (db / scale)
  const gamma = scale * Math.sqrt(square) * Math.sign(width)
  return square > 0 ? (gamma - da + theta) / (gamma - da + gamma + db) : 1
}

/**
 * The step after `at`; ∞ for as far as may be.
 *
 * @param x - the best step before
 * @param y - the other end of the interval, if a minimum is enclosed
 * @param tilt - μ φ′(0) to work on ψ(α) = φ(α) − μ φ′(0) α, 0 to work on φ
 */
export function nextStep(
  x: LineStep,
  y: LineStep | undefined,
  { step, value, slope }: LineStep,
  tilt: number,
): number {
  const d = slope - tilt
  const dx = x.slope - tilt
  const width = step - x.step
  const rise = value - x.value - tilt * width
  let cubic = step - cubicShare(-width, -rise, d, dx) * width
  const secant = step - (d / (d - dx)) * width
  const cubicIsFarther = (): boolean => Math.abs(cubic - step) > Math.abs(secant - step)
  if (rise > 0) {
    // Case 1: higher. The cubic's minimiser if it is nearer to x than the quadratic's, else their middle.
    const quadratic = x.step + (dx / (dx - rise / width) / 2) * width
    return Math.abs(cubic - x.step) < Math.abs(quadratic - x.step) ? cubic : (cubic + quadratic) / 2
  }
  // Case 2: lower, and beyond a minimum.
  if (d * dx < 0) return cubicIsFarther() ? cubic : secant
  const far = y ? y.step : 1 / 0
  const rest = far - step
  // Case 4: lower, and not less steep.
  if (Math.abs(d) >= Math.abs(dx)) {
    return y
      ? step + rest * cubicShare(rest, y.value - value - tilt * rest, d, y.slope - tilt)
      : far
  }
  // Case 3: lower, and less steep. The cubic counts if it has a minimum beyond the step.
  if ((cubic - step) * width <= 0) cubic = far
  const next = cubicIsFarther() === !y ? cubic : secant
  return y && (next - step) / rest > 0.66 ? step + 0.66 * rest : next
}
