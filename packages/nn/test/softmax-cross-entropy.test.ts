import assert from 'node:assert/strict'
import fc from 'fast-check'
import { div } from '@kq/nn/div'
import { exp } from '@kq/nn/exp'
import { log } from '@kq/nn/log'
import { mul } from '@kq/nn/mul'
import { scale } from '@kq/nn/scale'
import { softmaxCrossEntropy } from '@kq/nn/softmax-cross-entropy'
import { sum } from '@kq/nn/sum'
import { sameShape } from './arbitraries/matrices.ts'
import { assertGradient, assertSameFunction, pointwise } from './laws/gradients.ts'
import { lossOperationLaws } from './laws/loss-operation.ts'

const batches = sameShape({}, { min: 0, max: 1 })

describe('softmaxCrossEntropy', () => {
  lossOperationLaws(softmaxCrossEntropy, 'softmaxCrossEntropy')

  it('has the gradient of central differences, also where targets do not sum to 1', () => {
    fc.assert(
      fc.property(batches, ([z, t]) => assertGradient((v) => softmaxCrossEntropy(v, t), [z])),
    )
  })

  it('is −t log(exp z / Σ exp z), summed over outputs, averaged over samples', () => {
    fc.assert(
      fc.property(batches, ([z, t]) =>
        assertSameFunction(
          (v) => softmaxCrossEntropy(v, t),
          (v) => scale(sum(mul(t, log(div(exp(v), sum(exp(v), 'columns'))))), -1 / z.length),
          [z],
        ),
      ),
    )
  })

  it('is finite at extreme outputs in single precision', () => {
    const { values, derivatives } = pointwise(
      (v) => softmaxCrossEntropy(v, [[1, 0, 0]]),
      [-1e4, 1e4, 1e4],
      'float32',
    )
    assert.ok(Math.abs(values[0] - (2e4 + Math.LN2)) < 1e-2)
    assert.deepEqual(derivatives, [-1, 0.5, 0.5])
  })

  it('keeps its digits where all outputs are large', () => {
    const { values, derivatives } = pointwise(
      (v) => softmaxCrossEntropy(v, [[0, 1]]),
      [1e4, 1e4 + 1],
      'float32',
    )
    const p = 1 / (1 + Math.exp(1))
    assert.ok(Math.abs(values[0] - Math.log1p(Math.exp(-1))) < 1e-6)
    assert.ok(Math.abs(derivatives[0] - p) < 1e-6 && Math.abs(derivatives[1] + p) < 1e-6)
  })
})
