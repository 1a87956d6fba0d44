/*
 * Sums run in two parts: the parts do not wait for each other, and their order depends on nothing but n.
 */

/** y ← y + a x, and then yᵀz: one pass over y for both. */
export function axpyDot(a: number, x: Float64Array, y: Float64Array, z: Float64Array): number {
  let s = 0
  let t = 0
  for (let i = 0; i < x.length; i++) {
    s += (y[i] += a * x[i]) * z[i]
    if (++i < x.length) t += (y[i] += a * x[i]) * z[i]
  }
  return s + t
}

/** xᵀy: {@link axpyDot} with a = 0, which leaves finite numbers as they are and costs no code. */
export const dot = (x: Float64Array, y: Float64Array): number => axpyDot(0, x, x, y)

/** into ← x + a d; into may be x. */
export function addScaled(
  x: Float64Array,
  a: number,
  d: Float64Array,
  into: Float64Array,
): Float64Array {
  for (let i = 0; i < x.length; i++) into[i] = x[i] + a * d[i]
  return into
}

/** into ← a x; into may be x. */
export function scale(a: number, x: Float64Array, into: Float64Array): Float64Array {
  for (let i = 0; i < x.length; i++) into[i] = a * x[i]
  return into
}

/** max |xᵢ|; NaN if one of them is. */
export function maxNorm(x: Float64Array): number {
  let norm = 0
  for (let i = 0; i < x.length; i++) norm = Math.max(norm, Math.abs(x[i]))
  return norm
}
