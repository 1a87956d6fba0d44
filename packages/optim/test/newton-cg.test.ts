import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { HessianOptions } from '../src/hessian-options.ts'
import type { MinimizeResult } from '../src/minimize-result.ts'
import type { Objective, VectorInput } from '../src/minimize-options.ts'
import { newtonCg } from '../src/newton-cg.ts'
import { newtonLaws } from './laws/newton-laws.ts'
import { apply, dotOf, gramOf, matrices, normOf, numbers } from './support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

describe('newtonCg', () => {
  newtonLaws(
    (f: Objective, x0: VectorInput, options: HessianOptions): MinimizeResult =>
      newtonCg(f, x0, options),
  )

  it('minimises quadratics in few iterations', () => {
    const problems = fc
      .integer({ min: 1, max: 6 })
      .chain((n) => fc.record({ M: matrices(n, n), x0: numbers(n, 100) }))
    fc.assert(
      fc.property(problems, ({ M, x0 }) => {
        const A = gramOf(M, 0.1)
        const { x, nit, status } = newtonCg(
          (at) => ({ value: dotOf(at, apply(A, at)) / 2, gradient: apply(A, at) }),
          x0,
          { hessianProduct: (_, v) => apply(A, v) },
        )
        assert.equal(status, 'gradient-small')
        assert.ok(nit <= 12, `${nit} iterations`)
        assert.ok(normOf(x) < 1e-4)
      }),
      { numRuns },
    )
  })

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
})
