import { createRandom } from '@kq/linalg/random'
import type { Problem } from './problem.ts'

/*
 * f = ½ xᵀHx + cᵀx with H = Q D Qᵀ, Q the product of two reflections, D random: log-uniform from 1 / κ
 * to 1, both among them. The minimiser is chosen first, and c to fit it.
 */

/** y − 2 u uᵀy for a unit vector u, in place. */
function reflect(y: Float64Array, u: Float64Array): void {
  let product = 0
  for (let i = 0; i < y.length; i++) product += u[i] * y[i]
  for (let i = 0; i < y.length; i++) y[i] -= 2 * product * u[i]
}

interface Spectrum {
  /** H y. */
  readonly times: (y: Float64Array) => Float64Array
  readonly uniform: () => number
}

function randomSpectrum(n: number, condition: number, seed: number): Spectrum {
  const random = createRandom(seed)
  const unit = (): Float64Array => {
    const u = Float64Array.from({ length: n }, () => random.normal())
    const length = Math.sqrt(u.reduce((sum, value) => sum + value * value, 0))
    return u.map((value) => value / length)
  }
  const u = unit()
  const v = unit()
  const d = Float64Array.from({ length: n }, (_, i) =>
    i < 2 ? condition ** -i : condition ** -random.uniform(),
  )
  return {
    uniform: () => random.uniform(),
    times(y) {
      const product = y.slice()
      reflect(product, u)
      reflect(product, v)
      for (let i = 0; i < n; i++) product[i] *= d[i]
      reflect(product, v)
      reflect(product, u)
      return product
    },
  }
}

const dot = (x: Float64Array, y: Float64Array): number =>
  x.reduce((sum, value, i) => sum + value * y[i], 0)

/** Without bounds; from 0, with a minimiser in [−1, 1]ⁿ where f = 0. */
export function randomQuadratic(n: number, condition: number): Problem {
  const { times, uniform } = randomSpectrum(n, condition, 1)
  const minimiser = Float64Array.from({ length: n }, () => 2 * uniform() - 1)
  return {
    name: `Quadratic n=${n} κ=${condition.toExponential(0)}`,
    start: new Float64Array(n),
    minima: [0],
    minimiser: [...minimiser],
    evaluate(x, gradient) {
      const away = x.map((value, i) => value - minimiser[i])
      gradient.set(times(away))
      return dot(away, gradient) / 2
    },
  }
}

/**
 * In [−1, 1]ⁿ: at the minimiser a third of the variables is at −1 and a third at 1, with multipliers
 * up to 1.
 */
export function boxQuadratic(n: number, condition: number): Problem {
  const { times, uniform } = randomSpectrum(n, condition, 2)
  const minimiser = Float64Array.from({ length: n }, (_, i) => [-1, 1, 2 * uniform() - 1][i % 3])
  const multipliers = Float64Array.from({ length: n }, (_, i) => [1, -1, 0][i % 3] * uniform())
  const product = times(minimiser)
  const linear = multipliers.map((multiplier, i) => multiplier - product[i])
  return {
    name: `Quadratic in a box n=${n} κ=${condition.toExponential(0)}`,
    start: new Float64Array(n),
    minima: [dot(minimiser, product) / 2 + dot(linear, minimiser)],
    minimiser: [...minimiser],
    bounds: { lower: new Float64Array(n).fill(-1), upper: new Float64Array(n).fill(1) },
    evaluate(x, gradient) {
      gradient.set(times(x))
      const value = dot(x, gradient) / 2 + dot(linear, x)
      for (let i = 0; i < n; i++) gradient[i] += linear[i]
      return value
    },
  }
}
