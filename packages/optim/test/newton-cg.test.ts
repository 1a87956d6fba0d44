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
})
