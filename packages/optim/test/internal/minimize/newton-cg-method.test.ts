import assert from 'node:assert/strict'
import { newtonCgMethod } from '../../../src/internal/minimize/newton-cg-method.ts'
import { solve } from '../../../src/internal/minimize/solve.ts'
import type { Objective, VectorInput } from '../../../src/minimize-options.ts'
import type { MinimizeResult } from '../../../src/minimize-result.ts'
import type { NewtonCgOptions } from '../../../src/newton-cg.ts'

const newtonCg = (f: Objective, x0: VectorInput, options: NewtonCgOptions): MinimizeResult =>
  solve(newtonCgMethod, f, x0, options)

describe('newtonCgMethod', () => {
  it('goes anew along −g where the search fails, and says so where that fails too', () => {
    let searches = 0
    const { status, nit } = newtonCg(([a]) => ({ value: a * a, gradient: [2 * a] }), [1], {
      hessianProduct: (_, v) => v.map((value) => 2 * value),
      lineSearch: function* none({ value, slope }) {
        searches++
        yield 1e-3
        return {
          step: 0,
          value,
          slope,
          evaluations: 1,
          satisfied: false,
          status: 'max-evaluations',
        }
      },
    })
    assert.deepEqual([status, nit, searches], ['line-search-failed', 0, 2])
  })

  it('tries the whole step of Newton first, unless that is very long', () => {
    const first = (curvature: number): number => {
      let step = 0
      newtonCg(([a]) => ({ value: (curvature * a * a) / 2, gradient: [curvature * a] }), [2], {
        hessianProduct: (_, v) => v.map((value) => value * curvature * (curvature < 1 ? 1e-6 : 1)),
        lineSearch: function* look({ value, slope, initialStep }) {
          step = initialStep
          yield initialStep
          return {
            step: 0,
            value,
            slope,
            evaluations: 1,
            satisfied: false,
            status: 'max-evaluations',
          }
        },
        onIteration: () => true,
        signal: {
          get aborted() {
            return step > 0
          },
        },
      })
      return step
    }
    assert.equal(first(1), 1)
    // 10 ‖x‖ of a step of 2e6.
    assert.ok(Math.abs(first(0.5) - 1e-5) < 1e-12)
  })
})
