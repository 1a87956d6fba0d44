import assert from 'node:assert/strict'
import fc from 'fast-check'
import { bfgs } from '../src/bfgs.ts'
import { lbfgs } from '../src/lbfgs.ts'
import { minimize } from '../src/minimize.ts'
import { minimizerLaws } from './laws/minimizer-laws.ts'
import {
  exactSteps,
  points,
  positiveDefinite,
  quadratic,
  rosenbrock,
  times,
} from './support/functions.ts'
import { stopMessage } from '../src/stop-message.ts'

const numRuns = Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 4)

describe('lbfgs', () => {
  minimizerLaws({ method: 'lbfgs' })

  it('is minimize without a method', () => {
    const { inverseHessian: _, ...own } = lbfgs(rosenbrock, [-1.2, 1])
    const { inverseHessian: __, ...front } = minimize(rosenbrock, [-1.2, 1])
    assert.deepEqual(front, { ...own, message: stopMessage(own.status) })
    assert.ok(own.converged)
  })

  it('with full memory and exact line searches takes the steps of BFGS, n on a quadratic', () => {
    const problems = fc
      .integer({ min: 1, max: 6 })
      .chain((n) => fc.record({ A: positiveDefinite(n), x0: points(n) }))
    fc.assert(
      fc.property(problems, ({ A, x0 }) => {
        const f = quadratic(A)
        const n = x0.length
        for (let maxIterations = 1; maxIterations <= n; maxIterations++) {
          const options = { lineSearch: exactSteps, tolerance: 1e-9, maxIterations }
          const limited = lbfgs(f, x0, { ...options, memory: n })
          const full = bfgs(f, x0, options)
          limited.x.forEach((xi, i) => assert.ok(Math.abs(xi - full.x[i]) < 1e-6))
          if (maxIterations < n) continue
          for (const { x } of [limited, full]) {
            assert.ok(
              x.every((xi) => Math.abs(xi) < 1e-5),
              `${x.join()} after ${n} steps`,
            )
          }
        }
      }),
      { numRuns },
    )
  })

  it('has the inverse of A after n exact steps', () => {
    fc.assert(
      fc.property(positiveDefinite(4), points(4), points(4), (A, x0, v) => {
        const { inverseHessian, nit } = lbfgs(quadratic(A), x0, {
          lineSearch: exactSteps,
          memory: 4,
          tolerance: 1e-7,
          maxIterations: 4,
        })
        // Where fewer steps were enough, there is less to know.
        fc.pre(nit === 4)
        assert.deepEqual([inverseHessian.rows, inverseHessian.columns], [4, 4])
        const back = inverseHessian.apply(times(A, v))
        back.forEach((b, i) =>
          assert.ok(Math.abs(b - v[i]) < 1e-3, `${back.join()}, expected ${v.join()}`),
        )
      }),
      { numRuns },
    )
  })

  it('keeps no more pairs than it is told to', () => {
    const nfev = [1, 10].map((memory) => lbfgs(rosenbrock, Array(20).fill(-1), { memory }).nfev)
    assert.ok(nfev[0] > nfev[1], nfev.join())
  })

  it('minimises functions of any size, where tolerance is of that size', () => {
    for (const size of [1e-200, 1e-100, 1e-12, 1e12, 1e100]) {
      const { x, status } = lbfgs(
        ([a, b]) => ({
          value: size * ((a - 1) ** 2 + 10 * (b - 2) ** 2),
          gradient: [2 * size * (a - 1), 20 * size * (b - 2)],
        }),
        [30, -40],
        { tolerance: size * 1e-6 },
      )
      assert.equal(status, 'gradient-small', `${size}`)
      assert.ok(Math.abs(x[0] - 1) + Math.abs(x[1] - 2) < 1e-5, `${size}: ${x.join()}`)
    }
  })

  it('first moves x by ‖g‖∞, but no farther than 1 or half of ‖x‖∞', () => {
    const firstMove = (start: number, steepness: number): number => {
      const asked: number[] = []
      const f = ([a]: Float64Array): { value: number; gradient: number[] } => {
        asked.push(a)
        return { value: (steepness * a * a) / 2, gradient: [steepness * a] }
      }
      lbfgs(f, [start], { maxEvaluations: 2 })
      return asked[0] - asked[1]
    }
    assert.deepEqual(
      [firstMove(0.5, 0.25), firstMove(0.5, 100), firstMove(40, 100)],
      [0.125, 1, 20],
    )
  })
})
