import assert from 'node:assert/strict'
import { scale } from '@kq/nn/scale'
import { sigmoid } from '@kq/nn/sigmoid'
import { sub } from '@kq/nn/sub'
import { tanh } from '@kq/nn/tanh'
import { elementwiseLaws } from './laws/elementwise.ts'
import { pointwise } from './laws/gradients.ts'

describe('tanh', () => {
  elementwiseLaws(tanh, { composed: (x) => sub(scale(sigmoid(scale(x, 2)), 2), 1) })

  it('saturates at ±1', () => {
    assert.deepEqual(pointwise(tanh, [-1e4, 0, 1e4]), {
      values: [-1, 0, 1],
      derivatives: [0, 1, 0],
    })
  })
})
