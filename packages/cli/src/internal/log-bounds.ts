/**
 * The ends of a logarithmic axis for losses, given each curve's values in order, as exponents of
 * ten: all of them with a margin on both sides (a part of the axis), except that the axis ends a
 * decade above the highest beginning. What rises beyond that has diverged, and would press all other
 * curves flat.
 *
 * @returns undefined if there is no value.
 */
export const logBounds = (
  curves: readonly (readonly number[])[],
  part: number,
): { readonly low: number; readonly high: number } | undefined => {
  const drawn = curves.filter((curve) => curve.length > 0)
  if (drawn.length === 0) return undefined
  const ceiling = 1 + drawn.reduce((highest, [first]) => Math.max(highest, first), -Infinity)
  const [least, most] = drawn
    .flat()
    .reduce(
      ([low, high], exponent) => [Math.min(low, exponent), Math.max(high, exponent)],
      [Infinity, -Infinity],
    )
  const top = Math.min(most, ceiling)
  const margin = Math.max(part * (top - least), 0.001)
  // Powers of ten beyond float64 would be labelled 0 and ∞.
  return {
    low: Math.max(least - margin, Math.log10(Number.MIN_VALUE)),
    high: Math.min(top + margin, Math.log10(Number.MAX_VALUE)),
  }
}
