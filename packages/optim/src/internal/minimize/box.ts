import type { BoundsOptions } from '../../minimize-bounds.ts'
import type { VectorInput } from '../../minimize-options.ts'
import { readVector } from './read-vector.ts'

/** Bounds of n variables, ±∞ where there is none. */
export interface Box {
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** Whether any variable has a bound. */
  readonly bounded: boolean
  /** Whether every variable has both. */
  readonly closed: boolean
}

function readBound(name: string, bound: number | VectorInput, n: number): Float64Array {
  const values = new Float64Array(n)
  return typeof bound === 'number' ? values.fill(bound) : readVector(name, bound, values)
}

/** @throws RangeError for another number of bounds than of variables, or where no finite x is within them */
export function readBox(
  { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY }: BoundsOptions,
  n: number,
): Box {
  const low = readBound('lower', lower, n)
  const high = readBound('upper', upper, n)
  let bounds = 0
  for (let i = 0; i < n; i++) {
    const [l, u] = [low[i], high[i]]
    if (!(l <= u) || l === Number.POSITIVE_INFINITY || u === Number.NEGATIVE_INFINITY) {
      throw new RangeError(
        `lower[${i}] is ${l} and upper[${i}] is ${u}; expected lower ≤ upper with a number between them: exchange them, or leave out what has no bound`,
      )
    }
    bounds += Number(l > Number.NEGATIVE_INFINITY) + Number(u < Number.POSITIVE_INFINITY)
  }
  return { lower: low, upper: high, bounded: bounds > 0, closed: bounds === 2 * n }
}

/** The number nearest to `value` within the bounds of variable i. */
export function clampTo({ lower, upper }: Box, i: number, value: number): number {
  return value < lower[i] ? lower[i] : value > upper[i] ? upper[i] : value
}

/** x0 within the box, and what to tell of it. */
export function startWithin(
  box: Box,
  x0: Float64Array,
): { readonly x: Float64Array; readonly warnings: string[] } {
  const x = x0.map((value, i) => clampTo(box, i, value))
  const moved = x.filter((value, i) => !Object.is(value, x0[i])).length
  const warning = `x0 was out of bounds in ${moved} of ${x.length} variables: they start at their bounds instead.`
  return { x, warnings: moved ? [warning] : [] }
}

/** Puts x on the bounds that it has passed, or that rounding kept it from on its way from `from`. */
export function settle({ lower, upper }: Box, from: Float64Array, x: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const [low, high] = [lower[i], upper[i]]
    const reach = 2 * Number.EPSILON * Math.abs(from[i])
    if (x[i] <= low + 2 * Number.EPSILON * Math.abs(low) + reach) x[i] = low
    else if (x[i] >= high - 2 * Number.EPSILON * Math.abs(high) - reach) x[i] = high
  }
}

/** How far variable i may go against the gradient. */
export const roomOf = (
  { lower, upper }: Box,
  x: Float64Array,
  g: Float64Array,
  i: number,
): number => (g[i] < 0 ? upper[i] - x[i] : x[i] - lower[i])

/**
 * ‖P(x − g) − x‖∞ for the projection P onto the box, as differences from the bounds: 0 where no small
 * step within the box lowers f. NaN or ∞ if a gᵢ is.
 */
export function projectedNorm(box: Box, x: Float64Array, g: Float64Array): number {
  let norm = 0
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(g[i])
    norm = Math.max(
      norm,
      size < Number.POSITIVE_INFINITY ? Math.min(size, roomOf(box, x, g, i)) : size,
    )
  }
  return norm
}

/** The largest a, at most ∞, for which x + a d stays in the box. */
export function longestStep({ lower, upper }: Box, x: Float64Array, d: Float64Array): number {
  let longest = Number.POSITIVE_INFINITY
  for (let i = 0; i < x.length; i++) {
    if (d[i] !== 0) longest = Math.min(longest, ((d[i] < 0 ? lower[i] : upper[i]) - x[i]) / d[i])
  }
  return longest
}
