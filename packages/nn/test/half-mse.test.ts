import fc from 'fast-check'
import { halfMse } from '@kq/nn/half-mse'
import { mul } from '@kq/nn/mul'
import { scale } from '@kq/nn/scale'
import { sub } from '@kq/nn/sub'
import { sum } from '@kq/nn/sum'
import { sameShape } from './arbitraries/matrices.ts'
import { assertGradient, assertSameFunction } from './laws/gradients.ts'
import { lossOperationLaws } from './laws/loss-operation.ts'

const batches = sameShape({}, {})

describe('halfMse', () => {
  lossOperationLaws(halfMse, 'halfMse')

  it('has the gradient of central differences', () => {
    fc.assert(fc.property(batches, ([z, t]) => assertGradient((v) => halfMse(v, t), [z])))
  })

  it('is half the squares, summed over outputs, averaged over samples', () => {
    fc.assert(
      fc.property(batches, ([z, t]) =>
        assertSameFunction(
          (v) => halfMse(v, t),
          (v) => scale(sum(mul(sub(v, t), sub(v, t))), 1 / (2 * z.length)),
          [z],
        ),
      ),
    )
  })
})
