import assert from 'node:assert/strict'
import type { Problem } from '../../minimize/problem.ts'
import { boxQuadratic, randomQuadratic } from '../../minimize/quadratic.ts'
import { projectedNorm } from '../../minimize/target.ts'

const gradientAt = ({ evaluate }: Problem, x: Float64Array): Float64Array => {
  const gradient = new Float64Array(x.length)
  evaluate(x, gradient)
  return gradient
}

describe('randomQuadratic', () => {
  it('has eigenvalues from 1 / κ to 1', () => {
    const problem = randomQuadratic(6, 1e3)
    const zero = gradientAt(problem, problem.start)
    // The power method on H, and on I − H for the smallest.
    const extreme = (shift: number, sign: number): number => {
      let x = Float64Array.from([1, 2, 3, 4, 5, 6])
      let length = 0
      for (let k = 0; k < 20_000; k++) {
        const product = gradientAt(problem, x).map((g, i) => shift * x[i] + sign * (g - zero[i]))
        length = Math.hypot(...product)
        x = product.map((value) => value / length)
      }
      return length
    }
    assert.ok(Math.abs(extreme(0, 1) - 1) < 1e-9)
    assert.ok(Math.abs(1 - extreme(1, -1) - 1e-3) < 1e-6)
  })
})

describe('boxQuadratic', () => {
  it('is stationary at its minimiser, with a third of the variables at each bound', () => {
    const problem = boxQuadratic(30, 100)
    const x = Float64Array.from(problem.minimiser ?? [])
    const gradient = gradientAt(problem, x)
    assert.ok(projectedNorm(problem, x, gradient) < 1e-14)
    assert.equal(x.filter((value) => value === -1).length, 10)
    assert.equal(x.filter((value) => value === 1).length, 10)
    assert.ok(gradient.filter((value) => Math.abs(value) > 1e-9).length >= 19)
  })
})
