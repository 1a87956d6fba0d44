import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { createRandom } from '@kq/linalg/random'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { toArray } from './laws/gradients.ts'
import { lossLaws } from './laws/loss.ts'

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

describe('logisticLoss', () => {
  lossLaws(logisticLoss, { name: 'logistic', means: [-2, 0, 1].map(sigmoid) })

  it('draws zeros and ones', () => {
    const targets = toArray(logisticLoss.sample(matrix([[-1, 0, 1, 50, -50]]), createRandom(1)))
    assert.ok(targets[0].every((t) => t === 0 || t === 1))
    assert.deepEqual(targets[0].slice(3), [1, 0])
  })

  it('has the mean squared error of the probabilities', () => {
    const error = logisticLoss.error(
      matrix([
        [0, 2],
        [-1, 3],
      ]),
      [
        [1, 0],
        [0.5, 1],
      ],
    )
    const expected = (0.25 + sigmoid(2) ** 2 + (sigmoid(-1) - 0.5) ** 2 + (sigmoid(3) - 1) ** 2) / 4
    assert.ok(Math.abs(toArray(error)[0][0] - expected) < 1e-15)
  })
})
