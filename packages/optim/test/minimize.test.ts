import assert from 'node:assert/strict'
import { mul } from '@kq/nn/mul'
import { sum } from '@kq/nn/sum'
import { minimize, minimizeAsync } from '../src/minimize.ts'
import { objectiveOf } from '../src/objective-of.ts'
import { minimizerLaws } from './laws/minimizer-laws.ts'
import { assertRejects, assertThrows } from './support/assert-throws.ts'
import { rosenbrock } from './support/functions.ts'

describe('minimize', () => {
  it('names the methods that there are', () => {
    for (const method of ['newton', 'toString']) {
      assertThrows(
        () => minimize(rosenbrock, [1, 2], { method: method as never }),
        'RangeError',
        `method is '${method}'`,
        "'lbfgs'",
        "'bfgs'",
        "'gradient-descent'",
      )
    }
  })

  // Differences of gradients ask for f and ∇f beside the points that the method tries.
  const beside = /lowest finite f|come apart|by differences/
  describe('by L-BFGS-B', () => minimizerLaws({ method: 'lbfgsb' }))
  describe('by Newton’s method', () => minimizerLaws({ method: 'newton-cg' }, beside))

  it('keeps within bounds by L-BFGS-B where no method is said', () => {
    const { x, status } = minimize(rosenbrock, [-1.2, 1], { upper: [0.5, 2] })
    assert.equal(x[0], 0.5)
    assert.ok(Math.abs(x[1] - 0.25) < 1e-6)
    assert.equal(status, 'gradient-small')
  })

  it('takes products with the Hessian from objectives that know them', () => {
    const f = objectiveOf((x) => sum(mul(mul(x, x), mul(x, x))))
    for (const method of ['newton-cg', 'trust-region'] as const) {
      const { nhev, ngev, nfev, warnings } = minimize(f, [1, 2], { method })
      assert.ok(nhev > 0)
      assert.equal(ngev, nfev)
      assert.deepEqual(warnings, [])
    }
  })

  it('refuses bounds for methods that do not keep them', () => {
    assertThrows(
      () => minimize(rosenbrock, [1, 2], { method: 'bfgs', lower: 0 } as never),
      'RangeError',
      "'bfgs', which knows no bounds",
      "'lbfgsb'",
    )
  })

  it('takes the options of the method that is named', () => {
    minimize(rosenbrock, [-1.2, 1], { method: 'lbfgs', memory: 3 })
    minimize(rosenbrock, [-1.2, 1], { memory: 3 })
    minimize(rosenbrock, [-1.2, 1], { method: 'lbfgsb', lower: 0, memory: 3 })
    minimize(rosenbrock, [-1.2, 1], { method: 'trust-region', initialRadius: 2 })
    minimize(rosenbrock, [-1.2, 1], { method: 'bfgs', damping: 'powell' })
    // @ts-expect-error: an option of another method
    minimize(rosenbrock, [-1.2, 1], { method: 'gradient-descent', memory: 3, maxIterations: 1 })
  })
})

describe('minimizeAsync', () => {
  const slow = async (x: Float64Array): Promise<ReturnType<typeof rosenbrock>> => {
    await Promise.resolve()
    return rosenbrock(x)
  }

  it('awaits f, and the gradient apart from it', async () => {
    const { converged, x } = await minimizeAsync(slow, [-1.2, 1])
    assert.ok(converged && Math.abs(x[0] - 1) < 1e-5)
    const apart = await minimizeAsync(async (at) => (await slow(at)).value, [-1.2, 1], {
      gradient: async (at) => (await slow(at)).gradient,
    })
    assert.deepEqual(apart.x, x)
  })

  it('ends before the next call once the signal is raised, with the best point', async () => {
    const controller = new AbortController()
    let calls = 0
    const { status, nfev, fx, x } = await minimizeAsync(
      (at) => {
        if (++calls === 5) controller.abort()
        return slow(at)
      },
      [-1.2, 1],
      { signal: controller.signal },
    )
    assert.deepEqual([status, nfev, calls], ['aborted', 5, 5])
    assert.equal(rosenbrock(x).value, fx)
  })

  it('keeps the best point where f itself gives up', async () => {
    const controller = new AbortController()
    let calls = 0
    const f = async (x: Float64Array): Promise<ReturnType<typeof rosenbrock>> => {
      if (++calls === 5) {
        controller.abort()
        controller.signal.throwIfAborted()
      }
      return slow(x)
    }
    const { status, fx } = await minimizeAsync(f, [-1.2, 1], { signal: controller.signal })
    assert.equal(status, 'aborted')
    assert.ok(fx < 24.2)
  })

  it('rejects with what f rejects with, and with what minimize throws', async () => {
    const broken = (): Promise<number> => Promise.reject(new TypeError('no connection'))
    await assertRejects(minimizeAsync(broken, [1]), 'TypeError', 'no connection')
    await assertRejects(minimizeAsync(slow, [1, 2], { memory: -1 }), 'RangeError', 'memory is -1')
  })
})
