import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { softmaxLoss } from '@kq/nn/softmax-loss'
import fc from 'fast-check'
import { anyMatrix } from './arbitraries/matrices.ts'
import { toArray } from './laws/gradients.ts'
import { lossLaws } from './laws/loss.ts'

/** In single precision, where noise does not break all ties of large outputs. */
const engine = hostEngine({ dtype: 'float32' })
const total = Math.exp(-2) + 1 + Math.exp(1)

describe('softmaxLoss', () => {
  lossLaws(softmaxLoss, {
    name: 'softmax',
    means: [Math.exp(-2) / total, 1 / total, Math.exp(1) / total],
  })

  it('draws exactly one 1 a row, whatever the output', () => {
    fc.assert(
      fc.property(anyMatrix({ min: 1e9, max: 1e9 + 64 }), fc.integer(), (z, seed) => {
        const targets = toArray(softmaxLoss.sample(matrix(z, engine), createRandom(seed)))
        for (const row of targets) {
          assert.ok(row.every((t) => t === 0 || t === 1))
          assert.equal(row.filter((t) => t === 1).length, 1)
        }
      }),
    )
  })

  it('has the share of samples that are put in the wrong class', () => {
    const z = matrix([
      [3, 1, 2],
      [0, 0, 1],
      [5, 5, 1],
      [Number.NaN, 1, 2],
    ])
    const t = [
      [1, 0, 0],
      [0, 0, 1],
      [1, 0, 0],
      [1, 0, 0],
    ]
    assert.deepEqual(toArray(softmaxLoss.error(z, t)), [[1 / 4]])
  })
})
