/** By how many units of roundoff a function's value is taken to be off. */
const roundoff = 8 * Number.EPSILON

/** The step, relative to the scale of x, at which a central difference is as far off as rounding moves it. */
export const relativeStep: number = Math.cbrt(Number.EPSILON)

/**
 * The derivative by central differences at h and 2h, extrapolated, and how far rounding of f may
 * have moved it.
 */
export function centralDifference(
  f: (coordinate: number) => number,
  at: number,
  step: number,
): { numeric: number; noise: number } {
  const central = (h: number): { slope: number; noise: number } => {
    const [right, left] = [at + h, at - h]
    const [above, below] = [f(right), f(left)]
    const width = right - left
    return {
      slope: (above - below) / width,
      noise: (roundoff * (Math.abs(above) + Math.abs(below))) / width,
    }
  }
  const near = central(step)
  const far = central(2 * step)
  return { numeric: (4 * near.slope - far.slope) / 3, noise: near.noise + far.noise }
}
