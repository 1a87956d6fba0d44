import assert from 'node:assert/strict'
import { lbfgsMethod } from '../../../src/internal/minimize/lbfgs-method.ts'
import { solve } from '../../../src/internal/minimize/solve.ts'
import { minimize } from '../../../src/minimize.ts'
import { rosenbrock, valueOnly } from '../../support/functions.ts'

describe('a run', () => {
  it('that ends before it begins has x0, and knows nothing of it', () => {
    for (const options of [{ maxEvaluations: 0 }, { signal: { aborted: true } }]) {
      const { x, fx, gradient, nfev, converged } = minimize(rosenbrock, [1, 2], options)
      assert.deepEqual([...x, nfev, converged], [1, 2, 0, false])
      assert.ok([fx, ...gradient].every(Number.isNaN))
    }
  })

  it('that ends within a gradient has the best point, and NaN for what is not known there', () => {
    const values: number[] = []
    const f = (x: Float64Array): number => {
      const { value } = rosenbrock(x)
      values.push(value)
      return value
    }
    const full = minimize(f, [-1.2, 1], { maxIterations: 1 })
    const { fx, gradient, nfev } = minimize(f, [-1.2, 1], { maxEvaluations: full.nfev - 3 })
    assert.equal(nfev, full.nfev - 3)
    assert.equal(fx, full.fx)
    assert.ok(Number.isNaN(gradient[1]))
  })

  it('takes the gradient that f gives before the one of the options', () => {
    const { ngev, nfev } = minimize(rosenbrock, [-1.2, 1], {
      gradient: () => assert.fail('f gave it'),
    })
    assert.equal(ngev, nfev)
  })

  it('measures, differentiates and warns as the method says', () => {
    const { nfev, status, warnings, gradient } = solve(
      lbfgsMethod,
      valueOnly(rosenbrock),
      [0, 0],
      {},
      {
        measure: () => 0,
        warnings: ['moved'],
        *differences(run, f, { x }) {
          return [5, (yield* run.call('nfev', f, x)) as number]
        },
      },
    )
    assert.equal(status, 'gradient-small')
    assert.deepEqual(warnings, ['moved'])
    assert.deepEqual(gradient, Float64Array.of(5, 1))
    assert.equal(nfev, 2)
  })

  it('gives what it found as data of its own', () => {
    const { inverseHessian, ...found } = minimize(rosenbrock, [-1.2, 1])
    assert.deepEqual(structuredClone(found), found)
    const v = [1, 2]
    inverseHessian.apply(v)
    assert.deepEqual(v, [1, 2])
    assert.throws(() => inverseHessian.apply([1]), /v.length is 1; expected 2/)
  })
})
