import assert from 'node:assert/strict'
import { gradientDescent } from '../../../src/gradient-descent.ts'
import { assertThrows } from '../../support/assert-throws.ts'
import { rosenbrock, valueOnly } from '../../support/functions.ts'

const at = (f: (x: Float64Array) => number, x0: readonly number[]): Float64Array =>
  gradientDescent(f, x0, { maxIterations: 0, tolerance: 0 }).gradient

describe('centralDifferences', () => {
  it('are gradients up to ε^(2/3)', () => {
    const x0 = [-1.2, 1, 0.5]
    const exact = rosenbrock(Float64Array.from(x0)).gradient
    at(valueOnly(rosenbrock) as never, x0).forEach((g, i) => {
      assert.ok(Math.abs(g - exact[i]) < 1e-7 * (1 + Math.abs(exact[i])), `${g}, not ${exact[i]}`)
    })
  })

  it('take steps that grow with x', () => {
    const [large] = at(([a]) => a ** 2, [1e9])
    assert.ok(Math.abs(large / 2e9 - 1) < 1e-9, `${large}`)
  })

  it('ask for f at two points for each variable, and change one of them at a time', () => {
    const seen: number[][] = []
    at(
      (x) => {
        seen.push([...x])
        return 0
      },
      [1, 2],
    )
    const h = 6e-6
    const expected = [
      [1, 2],
      [1 + h, 2],
      [1 - h, 2],
      [1, 2 + 2 * h],
      [1, 2 - 2 * h],
    ]
    seen.forEach((x, k) => {
      x.forEach((xi, i) => assert.ok(Math.abs(xi - expected[k][i]) < 1e-12, x.join()))
    })
    assert.equal(seen.length, 5)
  })

  it('are not finite where f is not, which is no place to begin', () => {
    const edge = ([a]: Float64Array): number => (a < 1 ? Number.NaN : a)
    assertThrows(() => at(edge, [1]), 'RangeError', 'f(x0) is 1; expected finite numbers')
  })
})
