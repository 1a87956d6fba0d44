import assert from 'node:assert/strict'
import type { HessianOptions } from '../src/hessian-options.ts'
import type { MinimizeResult } from '../src/minimize-result.ts'
import type { Objective, VectorInput } from '../src/minimize-options.ts'
import { trustRegion } from '../src/trust-region.ts'
import { newtonLaws } from './laws/newton-laws.ts'

describe('trustRegion', () => {
  newtonLaws(
    (f: Objective, x0: VectorInput, options: HessianOptions): MinimizeResult =>
      trustRegion(f, x0, options),
  )

  it('goes no farther than the region, which grows while the model is right', () => {
    const steps: number[] = []
    const { status } = trustRegion(([a]) => ({ value: a * a, gradient: [2 * a] }), [100], {
      hessianProduct: (_, v) => v.map((value) => 2 * value),
      initialRadius: 1,
      maxRadius: 16,
      onIteration: ({ step }) => void steps.push(step),
    })
    assert.equal(status, 'gradient-small')
    assert.deepEqual(steps, [1, 2, 4, 8, 16, 16, 16, 16, 16, 5])
  })

  it('begins with max(1, ‖x0‖ / 10)', () => {
    for (const [x0, first] of [
      [100, 10],
      [2, 1],
    ]) {
      trustRegion(([a]) => ({ value: a * a, gradient: [2 * a] }), [x0], {
        hessianProduct: (_, v) => v.map((value) => 2 * value),
        onIteration: ({ step }) => {
          assert.equal(step, first)
          return true
        },
      })
    }
  })

  it('says line-search-failed where f keeps no promise at any distance', () => {
    const { status, converged, fx } = trustRegion(
      ([a]) => ({ value: a * a, gradient: [-2 * a] }),
      [1],
    )
    assert.deepEqual([status, converged, fx], ['line-search-failed', false, 1])
  })

  it('says step-small where rounding keeps x where it is', () => {
    const { status, converged } = trustRegion(
      ([a]) => ({ value: 1e20 + (a - 1e17) ** 2, gradient: [1e-3] }),
      [1e17],
      { hessianProduct: (_, v) => v },
    )
    assert.deepEqual([status, converged], ['step-small', true])
  })
})
