import assert from 'node:assert/strict'
import type { Dataset } from '@kq/data/dataset'
import { hostEngine } from '@kq/linalg/host'
import { scope } from '@kq/linalg/scope'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import { consecutive, evaluateDataset, penalty, uploadBatch } from '../src/evaluate-dataset.ts'

const model = mlp([1, 1], { activation: 'linear' })
const dataset: Dataset = {
  name: 'five',
  inputs: { data: Float64Array.of(0, 1, 2, 3, 4), rows: 5, columns: 1 },
  targets: { data: Float64Array.of(1, 1, 1, 1, 1), rows: 5, columns: 1 },
}

describe('evaluateDataset', () => {
  // y = 2 x + 1, so that the errors are 0, 2, 4, 6, 8.
  const setUp = () => {
    const engine = hostEngine()
    return {
      model,
      loss: halfMseLoss,
      engine,
      parameters: { '0.W': engine.upload([2, 1], { rows: 1, columns: 2 }) },
    }
  }

  it('weighs chunks by their samples, the last and shorter one too', async () => {
    const scored = setUp()
    for (const chunk of [1, 2, 3, 5, 100]) {
      const { loss, error } = await evaluateDataset(scored, dataset, { chunk })
      assert.ok(Math.abs(loss - (0 + 4 + 16 + 36 + 64) / 10) < 1e-13)
      assert.ok(Math.abs(error - (0 + 4 + 16 + 36 + 64) / 5) < 1e-13)
    }
    assert.equal(scored.engine.stats().liveMatrices, 1)
  })

  it('takes the first rows, and no more than there are', async () => {
    assert.equal((await evaluateDataset(setUp(), dataset, { rows: 2, chunk: 5 })).error, 2)
    assert.equal((await evaluateDataset(setUp(), dataset, { rows: 99 })).error, 24)
  })

  it('adds the penalty to the loss, not to the error', async () => {
    const scored = setUp()
    assert.equal(await penalty(scored.parameters, 0.1), 0.05 * 5)
    const { loss, error } = await evaluateDataset(scored, dataset, { l2: 0.1 })
    assert.ok(Math.abs(loss - 12 - 0.25) < 1e-13)
    assert.equal(error, 24)
  })

  it('takes the inputs as targets where there are none', async () => {
    const { error } = await evaluateDataset(setUp(), { name: 'auto', inputs: dataset.inputs })
    assert.equal(error, (1 + 4 + 9 + 16 + 25) / 5)
    scope(() => {
      const { inputs, targets } = uploadBatch(
        hostEngine(),
        { name: 'auto', inputs: dataset.inputs },
        Uint32Array.of(3),
      )
      assert.equal(inputs, targets)
    })
  })
})

describe('consecutive', () => {
  it('ends where the rows do', () => {
    assert.deepEqual([...consecutive(2, 3, 10)], [2, 3, 4])
    assert.deepEqual([...consecutive(8, 3, 10)], [8, 9])
  })
})
