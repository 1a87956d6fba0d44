import fc from 'fast-check'
import { neg } from '@kq/nn/neg'
import { sub } from '@kq/nn/sub'
import { anyMatrix } from './arbitraries/matrices.ts'
import { assertGradient, assertSameFunction } from './laws/gradients.ts'

describe('neg', () => {
  it('has the gradient of central differences', () => {
    fc.assert(fc.property(anyMatrix(), (x) => assertGradient(neg, [x])))
  })

  it('is 0 − x', () => {
    fc.assert(fc.property(anyMatrix(), (x) => assertSameFunction(neg, (v) => sub(0, v), [x])))
  })
})
