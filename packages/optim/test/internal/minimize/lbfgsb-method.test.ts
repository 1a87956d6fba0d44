import assert from 'node:assert/strict'
import { lbfgsb } from '../../../src/lbfgsb.ts'
import { moreThuenteSteps } from '../../../src/line-search/more-thuente.ts'

describe('lbfgsbMethod', () => {
  it('goes as far as 1 in its first step, where some bound is infinite', () => {
    const asked: number[] = []
    lbfgsb(
      ([a, b]) => {
        asked.push(Math.hypot(a, b))
        return { value: 1e6 * (a - 9) ** 2 + (b - 9) ** 2, gradient: [2e6 * (a - 9), 2 * (b - 9)] }
      },
      [0, 0],
      { lower: -1, maxIterations: 1 },
    )
    assert.ok(Math.abs(asked[1] - 1) < 1e-12, asked.join())
  })

  it('goes farther where x is large', () => {
    const asked: number[] = []
    lbfgsb(
      ([a]) => {
        asked.push(a)
        return { value: (a - 9) ** 4, gradient: [4 * (a - 9) ** 3] }
      },
      [400],
      { lower: -1, maxIterations: 1 },
    )
    assert.ok(Math.abs(asked[1] - 200) < 1e-9, asked.join())
  })

  it('does not count, for that, what presses against bounds', () => {
    const asked: number[] = []
    lbfgsb(
      ([a, b]) => {
        asked.push(b)
        return { value: 1e9 * a + (b - 9) ** 2, gradient: [1e9, 2 * (b - 9)] }
      },
      [0, 0],
      { lower: [0, -9], maxIterations: 1 },
    )
    assert.ok(Math.abs(asked[1] - 1) < 1e-12, asked.join())
  })

  it('follows the whole projected gradient in its first step, where all bounds are finite', () => {
    const asked: number[][] = []
    lbfgsb(
      ([a, b]) => {
        asked.push([a, b])
        return { value: 4 * a + 0.5 * b, gradient: [4, 0.5] }
      },
      [1, 1],
      { lower: -3, upper: 8, maxIterations: 1 },
    )
    assert.deepEqual(asked[1], [-3, 0.5])
  })

  it('begins anew along minus the gradient where a search fails', () => {
    let searches = 0
    const f = ([a, b]: Float64Array) => ({
      value: (a - 3) ** 2 + 9 * (b - 2) ** 2 + a * b,
      gradient: [2 * (a - 3) + b, 18 * (b - 2) + a],
    })
    const { status, x } = lbfgsb(f, [0, 0], {
      lower: -5,
      *lineSearch(start) {
        if (++searches !== 4) return yield* moreThuenteSteps(start)
        const { value, slope } = start
        return { value, slope, step: 0, evaluations: 0, satisfied: false, status: 'max-step' }
      },
    })
    assert.equal(status, 'gradient-small')
    assert.ok(searches > 5 && f(x).gradient.every((g) => Math.abs(g) < 1e-6))
  })

  it('says where the gradient cannot be that of f', () => {
    // From the fourth evaluation on, the gradient is another function's.
    let calls = 0
    const { status, converged, message } = lbfgsb(
      ([a, b]) => {
        const sign = ++calls > 3 ? -1 : 1
        return {
          value: (a - 3) ** 2 + 9 * (b - 2) ** 2,
          gradient: [sign * 2 * (a - 3), sign * 18 * (b - 2)],
        }
      },
      [0, 0],
      { lower: -5 },
    )
    assert.deepEqual([status, converged], ['line-search-failed', false])
    assert.match(message, /check the gradient/)
  })

  it('drops pairs without curvature, and goes on', () => {
    const { x, converged } = lbfgsb(
      ([a, b]) => ({
        value: -(a ** 2) - b ** 4 + a * b,
        gradient: [-2 * a + b, -4 * b ** 3 + a],
      }),
      [0.1, -0.2],
      { lower: -2, upper: [1, 3] },
    )
    assert.ok(converged)
    assert.ok([-2, 1].includes(x[0]) && [-2, 3].includes(x[1]), x.join())
  })

  it('gives its approximation of the inverse Hessian', () => {
    const { inverseHessian } = lbfgsb(
      ([a, b]) => ({ value: a ** 2 + 10 * b ** 2, gradient: [2 * a, 20 * b] }),
      [3, 2],
      { lower: -9, upper: 9 },
    )
    const [first, second] = [inverseHessian.apply([1, 0]), inverseHessian.apply([0, 1])]
    assert.ok(Math.abs(first[0] - 1 / 2) < 1e-6 && Math.abs(second[1] - 1 / 20) < 1e-6)
    const atOnce = lbfgsb(([a]) => ({ value: a, gradient: [1] }), [0], { lower: 0 })
    assert.deepEqual([...atOnce.inverseHessian.apply([4])], [4])
  })
})
