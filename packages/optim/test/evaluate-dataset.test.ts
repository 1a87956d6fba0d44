import assert from 'node:assert/strict'
import type { Dataset } from '@kq/data/dataset'
import { type HostMatrix, hostEngine } from '@kq/linalg/host'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import type { Batch } from '../src/evaluate-model.ts'
import { batchUploader, consecutive, evaluateDataset, penalty } from '../src/evaluate-dataset.ts'

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
  })
})

describe('batchUploader', () => {
  const { inputs } = dataset
  const values = ({ inputs, targets, homogeneous }: Batch) => ({
    inputs: (inputs as HostMatrix).toArray(),
    targets: (targets as HostMatrix).toArray(),
    homogeneous,
  })

  it('uploads the inputs of an autoencoder once', () => {
    const batch = batchUploader(hostEngine(), { name: 'auto', inputs })(Uint32Array.of(3))
    assert.equal(batch.inputs, batch.targets)
  })

  it('appends ones to inputs, not to targets', () => {
    const engine = hostEngine()
    const batch = batchUploader(engine, dataset, true)(Uint32Array.of(3, 2))
    const x = [
      [3, 1],
      [2, 1],
    ]
    assert.deepEqual(values(batch), { inputs: x, targets: [[1], [1]], homogeneous: true })
    const auto = batchUploader(engine, { name: 'auto', inputs }, true)(Uint32Array.of(3, 2))
    assert.deepEqual(values(auto), { inputs: x, targets: [[3], [2]], homogeneous: true })
  })

  it('leaves batches alone that it made before', () => {
    const upload = batchUploader(hostEngine(), dataset)
    const batches = [[0], [4, 1, 2], [3]].map((rows) => upload(Uint32Array.from(rows)))
    assert.deepEqual(
      batches.map((batch) => values(batch).inputs),
      [[[0]], [[4], [1], [2]], [[3]]],
    )
  })
})

describe('consecutive', () => {
  it('ends where the rows do', () => {
    assert.deepEqual([...consecutive(2, 3, 10)], [2, 3, 4])
    assert.deepEqual([...consecutive(8, 3, 10)], [8, 9])
  })
})
