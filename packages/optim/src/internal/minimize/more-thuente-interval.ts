/*
 * Moré and Thuente, "Line Search Algorithms with Guaranteed Sufficient Decrease", ACM TOMS 20 (1994),
 * section 4: the next trial step and the next interval; `dcstep` of MINPACK-2.
 *
 *   x  the endpoint with the lowest value so far      y  the other endpoint
 *   stpc, stpq  minimisers of the cubic and of the quadratic (or the secant's zero)
 */

/** The interval that holds a step to be found, once `bracketed`; until then its two best steps. */
export interface Interval {
  x: number
  fx: number
  dx: number
  y: number
  fy: number
  dy: number
  bracketed: boolean
}

/** Where the cubic through two steps a, b with values and slopes is least, as a share of b − a from a. */
function cubicShare(
  width: number,
  rise: number,
  da: number,
  db: number,
): { share: number; gamma: number } {
  const theta = (-3 * rise) / width + da + db
  const scale = Math.max(Math.abs(theta), Math.abs(da), Math.abs(db))
  const square = (theta / scale) ** 2 - (da / scale) * (db / scale)
  const gamma = scale * Math.sqrt(Math.max(0, square)) * Math.sign(width)
  return { share: (gamma - da + theta) / (gamma - da + gamma + db), gamma }
}

/**
 * Takes φ and φ′ at a step into the interval, and returns the next step.
 *
 * @param min, max - where the next step may lie
 */
export function nextStep(
  interval: Interval,
  step: number,
  value: number,
  slope: number,
  min: number,
  max: number,
): number {
  const { x, fx, dx, y, fy, dy } = interval
  const width = step - x
  const turns = slope * Math.sign(dx) < 0
  let next: number
  if (value > fx) {
    // Case 1: higher. The cubic's minimiser where it is nearer to x, else the middle of both.
    const cubic = x + cubicShare(width, value - fx, dx, slope).share * width
    const quadratic = x + (dx / ((fx - value) / width + dx) / 2) * width
    next =
      Math.abs(cubic - x) < Math.abs(quadratic - x) ? cubic : cubic + (quadratic - cubic) / 2
    interval.bracketed = true
  } else {
    const secant = step - (slope / (slope - dx)) * width
    const { share, gamma } = cubicShare(-width, fx - value, slope, dx)
    const cubic = step - share * width
    const cubicIsFarther = Math.abs(cubic - step) > Math.abs(secant - step)
    if (turns) {
      // Case 2: lower, and the slope has changed its sign.
      next = cubicIsFarther ? cubic : secant
      interval.bracketed = true
    } else if (Math.abs(slope) < Math.abs(dx)) {
      // Case 3: lower, and less steep. The cubic counts if it has a minimum beyond the step.
      const hasMinimum = share < 0 && gamma !== 0
      const beyond = hasMinimum ? cubic : step > x ? max : min
      const isFarther = Math.abs(beyond - step) > Math.abs(secant - step)
      if (interval.bracketed) {
        next = isFarther ? secant : beyond
        const limit = step + 0.66 * (y - step)
        next = step > x ? Math.min(limit, next) : Math.max(limit, next)
      } else {
        next = Math.min(max, Math.max(min, isFarther ? beyond : secant))
      }
    } else if (interval.bracketed) {
      // Case 4: lower, and not less steep.
      next = step + cubicShare(y - step, fy - value, slope, dy).share * (y - step)
    } else {
      next = step > x ? max : min
    }
  }
  if (value > fx) {
    interval.y = step
    interval.fy = value
    interval.dy = slope
  } else {
    if (turns) {
      interval.y = x
      interval.fy = fx
      interval.dy = dx
    }
    interval.x = step
    interval.fx = value
    interval.dx = slope
  }
  return next
}
