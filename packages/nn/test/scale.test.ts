import fc from 'fast-check'
import { mul } from '@kq/nn/mul'
import { scale } from '@kq/nn/scale'
import { anyMatrix } from './arbitraries/matrices.ts'
import { assertGradient, assertSameFunction } from './laws/gradients.ts'

const factor = fc.double({ min: -5, max: 5, noNaN: true })

describe('scale', () => {
  it('has the gradient of central differences', () => {
    fc.assert(fc.property(anyMatrix(), factor, (x, f) => assertGradient((v) => scale(v, f), [x])))
  })

  it('is the product with a constant', () => {
    fc.assert(
      fc.property(anyMatrix(), factor, (x, f) =>
        assertSameFunction(
          (v) => scale(v, f),
          (v) => mul(v, [[f]]),
          [x],
        ),
      ),
    )
  })
})
