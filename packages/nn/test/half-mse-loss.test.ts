import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { zeros } from '@kq/linalg/constant'
import { createRandom } from '@kq/linalg/random'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { toArray } from './laws/gradients.ts'
import { lossLaws } from './laws/loss.ts'

describe('halfMseLoss', () => {
  lossLaws(halfMseLoss, { name: 'half-mse', means: [-2, 0, 1] })

  it('draws with variance 1', () => {
    const drawn = toArray(halfMseLoss.sample(zeros(100, 200), createRandom(1))).flat()
    const variance = drawn.reduce((total, t) => total + t * t, 0) / drawn.length
    assert.ok(Math.abs(variance - 1) < 0.05, String(variance))
  })

  it('has the mean squared error', () => {
    const error = halfMseLoss.error(
      matrix([
        [0, 2],
        [-1, 3],
      ]),
      [
        [1, 0],
        [1, 0],
      ],
    )
    assert.deepEqual(toArray(error), [[(1 + 4 + 4 + 9) / 4]])
  })
})
