import { scaleLinear } from 'd3-scale'

/** The leading digits that ticks may have, from dense to sparse. */
const leadingDigits = [[1, 1.5, 2, 3, 4, 5, 6, 8], [1, 2, 3, 5, 7], [1, 2, 5], [1]]

/**
 * At most about `most` round numbers from 10^low to 10^high for a logarithmic axis, as exponents of
 * ten: exponents stay finite where their powers do not. A range too narrow for three such numbers
 * gets evenly spaced ones.
 */
export const logTicks = (low: number, high: number, most: number): number[] => {
  const decades = Array.from(
    { length: Math.floor(high) - Math.floor(low) + 1 },
    (_, i) => Math.floor(low) + i,
  )
  for (const digits of leadingDigits) {
    const ticks = decades
      .flatMap((decade) => digits.map((digit) => decade + Math.log10(digit)))
      .filter((exponent) => exponent >= low && exponent <= high)
    if (ticks.length > most) continue
    if (ticks.length >= 3) return ticks
    // Relative to the decade, since a range near the ends of float64 has no ticks of its own.
    return scaleLinear([10 ** (low - decades[0]), 10 ** (high - decades[0])], [0, 1])
      .ticks(Math.min(most, 5))
      .map((tick) => decades[0] + Math.log10(tick))
      .filter((exponent) => exponent >= low && exponent <= high)
  }
  const stride = Math.ceil(decades.length / most)
  return decades.filter((decade) => decade >= low && decade % stride === 0)
}
