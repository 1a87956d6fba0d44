import assert from 'node:assert/strict'
import { parseLosses } from '../../../examples/loss-curve/parse-losses.ts'
import { readSource } from '../../support/code-blocks.ts'

describe('parseLosses', () => {
  it('finds the losses among what else an example prints', () => {
    const output =
      'engine wasm\nseconds 3 epoch 0.5 train 12.25 test 1e-3\nepoch 1 train 2 test 3\n'
    assert.deepEqual(parseLosses(output), [
      { epoch: 0.5, train: 12.25, test: 0.001 },
      { epoch: 1, train: 2, test: 3 },
    ])
  })

  it('finds those of the recorded runs, which fall', async () => {
    for (const name of ['mnist-autoencoder', 'csv']) {
      const losses = parseLosses(await readSource(`docs/examples/${name}.txt`))
      assert.ok(losses.length > 5)
      assert.ok(losses.at(-1)!.test < losses[0].test / 5, name)
    }
  })
})
