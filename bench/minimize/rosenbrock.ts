import { filled, type Problem } from './problem.ts'

/*
 * Two functions of any even n that are Rosenbrock's for n = 2, from (−1.2, 1, −1.2, 1, …).
 */

const start = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1.2 : 1))

/** Σ 100 (x₂ᵢ − x₂ᵢ₋₁²)² + (1 − x₂ᵢ₋₁)²: pairs that do not know of each other (MGH 21). */
export const pairedRosenbrock = (n: number): Problem => ({
  name: `Paired Rosenbrock n=${n}`,
  start: start(n),
  minima: [0],
  minimiser: filled(n, 1),
  evaluate(x, gradient) {
    let sum = 0
    for (let i = 0; i < x.length; i += 2) {
      const a = x[i]
      const t = x[i + 1] - a * a
      const u = 1 - a
      sum += 100 * t * t + u * u
      gradient[i] = -400 * t * a - 2 * u
      gradient[i + 1] = 200 * t
    }
    return sum
  },
})

/** Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²: `rosen` of SciPy. It has a local minimum near (−1, 1, 1, …). */
export const chainedRosenbrock = (n: number): Problem => ({
  name: `Chained Rosenbrock n=${n}`,
  start: start(n),
  minima: [0],
  minimiser: filled(n, 1),
  evaluate(x, gradient) {
    let sum = 0
    gradient[0] = 0
    for (let i = 0; i < x.length - 1; i++) {
      const a = x[i]
      const t = x[i + 1] - a * a
      const u = 1 - a
      sum += 100 * t * t + u * u
      gradient[i] += -400 * t * a - 2 * u
      gradient[i + 1] = 200 * t
    }
    return sum
  },
})
