/*
 * ∂f/∂xᵢ ≈ (f(x + hᵢ eᵢ) − f(x − hᵢ eᵢ)) / 2hᵢ,  hᵢ = ε^(1/3) max(1, |xᵢ|): Nocedal and Wright,
 * Numerical Optimization (2nd ed.), section 8.1. The error is of order ε^(2/3).
 */
import type { AsyncObjective } from '../../minimize-options.ts'
import type { Point, Steps } from './protocol.ts'
import type { Run, RunSettings } from './run.ts'

const relativeStep = Math.cbrt(Number.EPSILON)

/**
 * Makes gradients of functions that give values only, 2n evaluations each. Where f is not finite on
 * one side, the difference is taken to the other.
 *
 * @param clamp - brings xᵢ ± hᵢ back to where f may be asked
 */
export function centralDifferences(
  clamp: (i: number, value: number) => number = (_, value) => value,
): Required<RunSettings>['differences'] {
  return function* differences(run: Run, f: AsyncObjective, point: Point): Steps<Float64Array> {
    run.warnings[0] = `f gave no gradient: central differences took ${2 * run.size} evaluations for each. Return { value, gradient }, or pass the option gradient.`
    const x = point.x.slice()
    const gradient = x.slice()
    for (let i = 0; i < run.size; i++) {
      const middle = point.x[i]
      const h = relativeStep * Math.max(1, Math.abs(middle))
      let right = clamp(i, middle + h)
      let left = clamp(i, middle - h)
      x[i] = right
      let above = (yield* run.call('nfev', f, x)) as number
      x[i] = left
      let below = (yield* run.call('nfev', f, x)) as number
      x[i] = middle
      if (!Number.isFinite(above)) [right, above] = [middle, point.value]
      else if (!Number.isFinite(below)) [left, below] = [middle, point.value]
      // Divided by what float64 makes of 2h; 0 where bounds leave no room.
      gradient[i] = right > left ? (above - below) / (right - left) : 0
    }
    return gradient
  }
}
