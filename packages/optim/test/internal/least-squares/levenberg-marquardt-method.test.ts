import assert from 'node:assert/strict'
import { levenbergMarquardt } from '../../../src/levenberg-marquardt.ts'
import { apply, normOf, transposed } from '../../support/dense.ts'

/** Chebyquad of Moré, Garbow and Hillstrom (1981), problem 35: Tᵢ(2x − 1) on average, less its integral. */
const chebyquad = (x: Float64Array): { residuals: number[]; jacobian: number[][] } => {
  const n = x.length
  const residuals: number[] = []
  const jacobian = x.reduce<number[][]>((rows) => [...rows, []], [])
  for (let i = 1; i <= n; i++) residuals.push(i % 2 ? 0 : 1 / (i * i - 1))
  x.forEach((value) => {
    const t = 2 * value - 1
    let [before, now, slopeBefore, slope] = [1, t, 0, 2]
    for (let i = 0; i < n; i++) {
      residuals[i] += now / n
      jacobian[i].push(slope / n)
      ;[before, now, slopeBefore, slope] = [
        now,
        2 * t * now - before,
        slope,
        4 * now + 2 * t * slope - slopeBefore,
      ]
    }
  })
  return { residuals, jacobian }
}

describe('levenbergMarquardtMethod', () => {
  it('does not crawl where the scaling misleads it', () => {
    const x0 = Array.from({ length: 8 }, (_, i) => (10 * (i + 1)) / 9)
    const { fx, status, nfev } = levenbergMarquardt(chebyquad, x0)
    assert.equal(status, 'gradient-small')
    assert.ok(Math.abs(fx - 3.516873725677922e-3 / 2) < 1e-8)
    assert.ok(nfev < 1000, `${nfev} evaluations`)
  })

  it('takes columns that are rounding errors of others for 0', () => {
    // Problem 3, badly scaled by Powell, from 100 times its start: e^(−100) beside 10⁶.
    const { gradient, converged } = levenbergMarquardt(
      ([a, b]) => ({
        residuals: [1e4 * a * b - 1, Math.exp(-a) + Math.exp(-b) - 1.0001],
        jacobian: [
          [1e4 * b, 1e4 * a],
          [-Math.exp(-a), -Math.exp(-b)],
        ],
      }),
      [0, 100],
    )
    assert.ok(converged && normOf(gradient) < 1e-6)
  })

  it('lengthens a radius that is too short for f to show anything', () => {
    const { x, status } = levenbergMarquardt(
      ([a]) => ({ residuals: [a - 5, 1e5], jacobian: [[1], [0]] }),
      [1],
      { initialStep: 1e-12 },
    )
    assert.equal(status, 'gradient-small')
    assert.ok(Math.abs(x[0] - 5) < 1e-6)
  })

  it('meets the tolerance where large residuals hide the decrease', () => {
    // Gauss–Newton sees a curvature of 1, and there is one of 350.
    const r = ([a]: Float64Array): number[] => [10 * (-1.74 - a * a), 1 - a]
    const slopes = ([a]: Float64Array): number[][] => [[-20 * a], [-1]]
    const { x, status } = levenbergMarquardt(r, [0.07], { jacobian: slopes })
    assert.equal(status, 'gradient-small')
    assert.ok(normOf(apply(transposed(slopes(x)), r(x))) <= 1e-6)
  })

  it('meets the tolerance where f does not change any more', () => {
    const { gradient, status } = levenbergMarquardt(
      ([a]) => ({ residuals: [Math.exp(a) - 2, 1e6], jacobian: [[Math.exp(a)], [0]] }),
      [3],
    )
    assert.equal(status, 'gradient-small')
    assert.ok(Math.abs(gradient[0]) <= 1e-6)
  })
})
