/*
 * ∂f/∂xᵢ ≈ (f(x + hᵢ eᵢ) − f(x − hᵢ eᵢ)) / 2hᵢ,  hᵢ = ε^(1/3) max(1, |xᵢ|): Nocedal and Wright,
 * Numerical Optimization (2nd ed.), section 8.1. The error is of order ε^(2/3).
 */
import type { Point, Steps } from './protocol.ts'

/**
 * The gradient of a function that gives values only. Where f is not finite on one side, the
 * difference is taken to the other.
 *
 * @param valueAt - f, counted
 * @param clamp - brings xᵢ back to where f may be asked
 */
export function* centralDifferences(
  { x: at, value }: Point,
  valueAt: (x: Float64Array) => Steps<number>,
  clamp: (i: number, value: number) => number,
): Steps<Float64Array> {
  const x = at.slice()
  const gradient = at.slice()
  for (let i = 0; i < x.length; i++) {
    const h = 6e-6 * Math.max(1, Math.abs(at[i]))
    let right = (x[i] = clamp(i, at[i] + h))
    let above = yield* valueAt(x)
    let left = (x[i] = clamp(i, at[i] - h))
    let below = yield* valueAt(x)
    x[i] = at[i]
    if (!Number.isFinite(above)) [right, above] = [at[i], value]
    else if (!Number.isFinite(below)) [left, below] = [at[i], value]
    // Divided by what float64 makes of 2h; 0 where bounds leave no room.
    gradient[i] = right > left ? (above - below) / (right - left) : 0
  }
  return gradient
}
