import assert from 'node:assert/strict'
import { createLeastSquares } from '../../../src/internal/least-squares/least-squares-run.ts'
import { drive } from '../../../src/internal/minimize/drive.ts'
import type {
  LeastSquaresResult,
  LevenbergMarquardtOptions,
  Residuals,
} from '../../../src/levenberg-marquardt.ts'
import { assertClose } from '../../support/dense.ts'

const run = (
  residuals: Residuals,
  x0: number[],
  options: LevenbergMarquardtOptions = {},
): LeastSquaresResult => {
  const { steps, result } = createLeastSquares(residuals, x0, options)
  return result(drive(steps))
}

describe('createLeastSquares', () => {
  it('asks for no Jacobian where the sum of squares has risen', () => {
    const asked: number[] = []
    const values: number[] = []
    // The first step, to −20, is too far.
    const r = ([a]: Float64Array): number[] => [Math.atan(a), 0]
    const { ngev, converged } = run(
      (x) => {
        values.push(Math.abs(r(x)[0]))
        return r(x)
      },
      [3],
      { jacobian: ([a]) => (asked.push(Math.abs(Math.atan(a))), [1 / (1 + a * a), 0]) },
    )
    assert.ok(converged)
    assert.ok(values.length > asked.length, 'a rejection')
    assert.equal(ngev, asked.length)
    for (let i = 1; i < asked.length; i++) assert.ok(asked[i] < asked[i - 1])
  })

  it('goes on with central differences where forward ones lead no farther', () => {
    // The rounding errors of J, times r, are above the tolerance.
    const r: Residuals = ([a]) => [10 * (-0.777 - a * a), 1 - a]
    const { x, status, warnings } = run(r, [-0.2])
    assert.equal(status, 'gradient-small')
    // (1 − a) = 200 a (0.777 + a²).
    assert.ok(Math.abs(1 - x[0] - 200 * x[0] * (0.777 + x[0] ** 2)) < 5e-6)
    assert.equal(warnings.length, 1)
  })

  it('has the residuals of the result, though its Jacobian never came', () => {
    const { residuals, nfev, status } = run(([a]) => [a, 2], [3], { maxEvaluations: 1 })
    assert.deepEqual([[...residuals], nfev, status], [[3, 2], 1, 'max-evaluations'])
    assert.equal(run(([a]) => [a], [3], { maxEvaluations: 0 }).residuals.length, 0)
  })

  it('takes the gradient of ½‖r‖²', () => {
    const { gradient, fx } = run(([a, b]) => [a * b, 3 * a], [2, 5], {
      jacobian: ([a, b]) => [
        [b, a],
        [3, 0],
      ],
      maxIterations: 0,
    })
    assertClose(gradient, [10 * 5 + 6 * 3, 10 * 2], 1e-15)
    assert.equal(fx, 68)
  })
})
