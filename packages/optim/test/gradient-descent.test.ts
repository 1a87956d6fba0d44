import assert from 'node:assert/strict'
import { gradientDescent } from '../src/gradient-descent.ts'
import { minimize } from '../src/minimize.ts'
import { minimizerLaws } from './laws/minimizer-laws.ts'
import { quadratic, rosenbrock } from './support/functions.ts'
import { stopMessage } from '../src/stop-message.ts'

describe('gradientDescent', () => {
  minimizerLaws({ method: 'gradient-descent' })

  it('is minimize by its name', () => {
    const limits = { maxIterations: 50 }
    const { inverseHessian: _, ...own } = gradientDescent(rosenbrock, [-1.2, 1], limits)
    const { inverseHessian: __, ...front } = minimize(rosenbrock, [-1.2, 1], {
      method: 'gradient-descent',
      ...limits,
    })
    assert.deepEqual(front, { ...own, message: stopMessage(own.status) })
  })

  it('tries the step of Barzilai and Borwein first: exact where the curvature is the same all over', () => {
    const { nit, nfev } = gradientDescent(
      quadratic([
        [7, 0],
        [0, 7],
      ]),
      [2, 1],
    )
    assert.deepEqual([nit, nfev], [2, 3])
  })

  it('knows nothing of the Hessian', () => {
    const { inverseHessian } = gradientDescent(rosenbrock, [-1.2, 1], { maxIterations: 5 })
    assert.deepEqual(inverseHessian.apply([3, 4]), Float64Array.of(3, 4))
  })
})
