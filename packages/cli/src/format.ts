/** A number to `digits` significant digits, without trailing zeros; ∞ and NaN as such. */
export const formatNumber = (x: number, digits = 5): string => {
  if (Number.isNaN(x)) return 'NaN'
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞'
  const size = Math.abs(x)
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) return x.toExponential(2).replace(/\.?0+e/, 'e')
  return String(Number(x.toPrecision(digits)))
}

/** A loss with as many digits as are worth comparing, trailing zeros kept so that columns align. */
export const formatLoss = (x: number): string =>
  Math.abs(x) >= 0.1 && Math.abs(x) < 1e6 ? x.toFixed(Math.abs(x) < 10 ? 4 : 2) : formatNumber(x)

/** A whole number with its thousands set apart. */
export const formatCount = (n: number): string =>
  Number.isFinite(n) ? n.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',') : formatNumber(n)

/** A number with so many decimals. */
export const formatFixed = (x: number, decimals: number): string =>
  Number.isFinite(x) ? x.toFixed(decimals) : formatNumber(x)

/** A span of time as a person says it: `1 h 05 min`, `2 min 03 s`, `7 s`. */
export const formatDuration = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return '?'
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const two = (n: number): string => String(n).padStart(2, '0')
  if (hours > 0) return `${hours} h ${two(minutes)} min`
  return minutes > 0 ? `${minutes} min ${two(whole % 60)} s` : `${whole} s`
}
