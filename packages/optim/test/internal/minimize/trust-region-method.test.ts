import assert from 'node:assert/strict'
import { solve } from '../../../src/internal/minimize/solve.ts'
import { trustRegionMethod } from '../../../src/internal/minimize/trust-region-method.ts'
import type { Objective, VectorInput } from '../../../src/minimize-options.ts'
import type { MinimizeResult } from '../../../src/minimize-result.ts'
import type { TrustRegionOptions } from '../../../src/trust-region.ts'

const trustRegion = (f: Objective, x0: VectorInput, options: TrustRegionOptions): MinimizeResult =>
  solve(trustRegionMethod, f, x0, options)

describe('trustRegionMethod', () => {
  it('does not count rejections as iterations, nor asks again for products', () => {
    // A wall at 2, which the model knows nothing of.
    let products = 0
    const seen: number[] = []
    const { nit, nfev } = trustRegion(
      ([a]) => ({ value: a > 2 ? Number.NaN : (a - 10) ** 2 / 2, gradient: [a - 10] }),
      [0],
      {
        initialRadius: 100,
        maxIterations: 1,
        hessianProduct: (_, v) => (products++, v),
        onIteration: ({ step }) => void seen.push(step),
      },
    )
    // 10, then 2.5, then 0.625.
    assert.deepEqual([nit, nfev, products], [1, 4, 1])
    assert.deepEqual(seen, [0.625])
  })

  it('keeps the radius where the model is neither right nor wrong', () => {
    // ρ is ½ for steps to the left of 0, where f is flatter than the model says.
    const radii: number[] = []
    trustRegion(([a]) => ({ value: a, gradient: [2] }), [0], {
      initialRadius: 3,
      maxIterations: 4,
      hessianProduct: () => [0],
      onIteration: ({ step }) => void radii.push(step),
    })
    assert.deepEqual(radii, [3, 3, 3, 3])
  })
})
