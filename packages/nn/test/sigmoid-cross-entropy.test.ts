import assert from 'node:assert/strict'
import fc from 'fast-check'
import { mul } from '@kq/nn/mul'
import { scale } from '@kq/nn/scale'
import { sigmoidCrossEntropy } from '@kq/nn/sigmoid-cross-entropy'
import { softplus } from '@kq/nn/softplus'
import { sub } from '@kq/nn/sub'
import { sum } from '@kq/nn/sum'
import { sameShape } from './arbitraries/matrices.ts'
import { assertGradient, assertSameFunction, pointwise } from './laws/gradients.ts'
import { lossOperationLaws } from './laws/loss-operation.ts'

const batches = sameShape({}, { min: 0, max: 1 })

describe('sigmoidCrossEntropy', () => {
  lossOperationLaws(sigmoidCrossEntropy, 'sigmoidCrossEntropy')

  it('has the gradient of central differences', () => {
    fc.assert(
      fc.property(batches, ([z, t]) => assertGradient((v) => sigmoidCrossEntropy(v, t), [z])),
    )
  })

  it('is softplus(z) − z t, summed over outputs, averaged over samples', () => {
    fc.assert(
      fc.property(batches, ([z, t]) =>
        assertSameFunction(
          (v) => sigmoidCrossEntropy(v, t),
          (v) => scale(sum(sub(softplus(v), mul(v, t))), 1 / z.length),
          [z],
        ),
      ),
    )
  })

  it('is exact where it is nearly 0 and where it is large', () => {
    const at = (z: number, t: number): number =>
      pointwise((v) => sigmoidCrossEntropy(v, [[t]]), [z]).values[0]
    assert.equal(at(40, 1), Math.exp(-40))
    assert.equal(at(-40, 0), Math.exp(-40))
    assert.equal(at(1e4, 0), 1e4)
    assert.equal(at(-1e4, 1), 1e4)
    assert.equal(at(0, 0.3), Math.LN2)
  })

  it('is finite at extreme outputs in single precision, and its gradient σ(z) − t', () => {
    const extreme = (t: number) =>
      pointwise((v) => sigmoidCrossEntropy(v, [[t, t, t]]), [-1e4, 0, 1e4], 'float32')
    assert.deepEqual(extreme(1).derivatives, [-1, -0.5, 0])
    assert.deepEqual(extreme(0).derivatives, [0, 0.5, 1])
    assert.ok(Math.abs(extreme(1).values[0] - 10000.693) < 1e-2)
  })
})
