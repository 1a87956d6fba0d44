/*
 * ∂f/∂xᵢ ≈ (f(x + hᵢ eᵢ) − f(x − hᵢ eᵢ)) / 2hᵢ,  hᵢ = ε^(1/3) max(1, |xᵢ|): Nocedal and Wright,
 * Numerical Optimization (2nd ed.), section 8.1. The error is of order ε^(2/3).
 */
import type { Point, Steps } from './protocol.ts'

const relativeStep = Math.cbrt(Number.EPSILON)

/**
 * Writes the gradient of a function that gives values only. Where f is not finite on one side, the
 * difference is taken to the other.
 *
 * @param valueAt - f, counted
 * @param clamp - brings xᵢ back to where f may be asked
 */
export function* centralDifferences(
  point: Point,
  valueAt: (x: Float64Array) => Steps<number>,
  clamp: (i: number, value: number) => number = (_, value) => value,
): Steps<void> {
  const x = point.x.slice()
  for (let i = 0; i < x.length; i++) {
    const middle = x[i]
    const h = relativeStep * Math.max(1, Math.abs(middle))
    let right = clamp(i, middle + h)
    let left = clamp(i, middle - h)
    x[i] = right
    let above = yield* valueAt(x)
    x[i] = left
    let below = yield* valueAt(x)
    x[i] = middle
    if (!Number.isFinite(above)) [right, above] = [middle, point.value]
    else if (!Number.isFinite(below)) [left, below] = [middle, point.value]
    // Dividing by the distance that float64 makes of 2h; where bounds leave no room it is 0.
    point.gradient[i] = right > left ? (above - below) / (right - left) : 0
  }
}
