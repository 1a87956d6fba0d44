/*
 * ∂f/∂xᵢ ≈ (f(x + hᵢ eᵢ) − f(x − hᵢ eᵢ)) / 2hᵢ,  hᵢ = ε^(1/3) max(1, |xᵢ|): Nocedal and Wright,
 * Numerical Optimization (2nd ed.), section 8.1. The error is of order ε^(2/3).
 */
import type { AsyncObjective } from '../../minimize-options.ts'
import type { Point, Steps } from './protocol.ts'
import type { Run } from './run.ts'

/** ε^(1/3), nearly. */
const relativeStep = 6e-6

/**
 * Writes ∇f at a point by 2n evaluations of f, which returns numbers. The first time it leaves a
 * warning.
 */
export function* centralDifferences(
  run: Run,
  f: AsyncObjective,
  point: Point,
): Steps<Float64Array> {
  if (run.counts.ngev < 2) {
    run.warnings.push('no gradient: differences, 2n evaluations each')
  }
  const x = point.x.slice()
  for (let i = 0; i < run.size; i++) {
    const h = relativeStep * Math.max(1, Math.abs(x[i]))
    x[i] += h
    const right = (yield* run.call('nfev', f, x)) as number
    x[i] = point.x[i] - h
    const left = (yield* run.call('nfev', f, x)) as number
    x[i] = point.x[i]
    point.gradient[i] = (right - left) / 2 / h
  }
  return point.gradient
}
