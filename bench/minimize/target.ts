import type { Problem } from './problem.ts'

/** ‖∇f‖∞ below which a problem is solved; with bounds, of the projected gradient. */
export const gradientTarget = 1e-6
/** |f − f*| ≤ this · max(1, |f*|) solves a problem too. */
export const valueTarget = 1e-8

/** ‖P(x − ∇f) − x‖∞; ∞ where x is out of bounds. */
export function projectedNorm(
  { bounds }: Problem,
  x: Float64Array,
  gradient: Float64Array,
): number {
  let norm = 0
  for (let i = 0; i < x.length; i++) {
    const lower = bounds?.lower[i] ?? Number.NEGATIVE_INFINITY
    const upper = bounds?.upper[i] ?? Number.POSITIVE_INFINITY
    if (x[i] < lower || x[i] > upper) return Number.POSITIVE_INFINITY
    const to = Math.min(Math.max(x[i] - gradient[i], lower), upper)
    const move = Math.abs(to - x[i])
    if (Number.isNaN(move)) return Number.POSITIVE_INFINITY
    norm = Math.max(norm, move)
  }
  return norm
}

/** By what an x solves a problem. */
export type Solved = 'gradient' | 'value' | undefined

/** Whether f and the projected gradient's norm say that a minimum was found. */
export function solvedBy({ minima }: Problem, value: number, norm: number): Solved {
  const near = (minimum: number): boolean =>
    Math.abs(value - minimum) <= valueTarget * Math.max(1, Math.abs(minimum))
  if (norm <= gradientTarget) return 'gradient'
  if (norm === Number.POSITIVE_INFINITY) return undefined
  return value < minima[0] || minima.some(near) ? 'value' : undefined
}
