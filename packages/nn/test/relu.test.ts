import assert from 'node:assert/strict'
import { mul } from '@kq/nn/mul'
import { relu } from '@kq/nn/relu'
import { scale } from '@kq/nn/scale'
import { elementwiseLaws } from './laws/elementwise.ts'
import { pointwise, toArray } from './laws/gradients.ts'

describe('relu', () => {
  elementwiseLaws(relu, {
    composed: (x) =>
      mul(
        x,
        toArray(x.value).map((row) => row.map((a) => (a > 0 ? 1 : 0))),
      ),
    gap: 0.01,
  })

  it('has the derivative 0 at 0, at −0 and below', () => {
    const { values, derivatives } = pointwise(relu, [-1, -0, 0, Number.MIN_VALUE, 2])
    assert.deepEqual(derivatives, [0, 0, 0, 1, 1])
    assert.deepEqual(values.map(Math.abs), [0, 0, 0, Number.MIN_VALUE, 2])
  })

  it('lets cotangents through where the value is NaN, and none where it is 0, however large', () => {
    const { derivatives } = pointwise((x) => scale(relu(x), 1e200), [Number.NaN, -1])
    assert.deepEqual(derivatives, [1e200, 0])
    const infinite = pointwise((x) => scale(relu(x), Number.POSITIVE_INFINITY), [-1, 1])
    assert.deepEqual(infinite.derivatives, [0, Number.POSITIVE_INFINITY])
  })
})
