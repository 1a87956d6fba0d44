import assert from 'node:assert/strict'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import { adam } from '@kq/optim/adam'
import { kbfgs } from '@kq/optim/kbfgs'
import { kfac } from '@kq/optim/kfac'
import type { Optimizer } from '@kq/optim/optimizer'
import { Trainer } from '@kq/optim/trainer'
import { wasmEngine } from '@kq/wasm/wasm-engine'
import { mnist } from '../mnist.ts'
import { weightsDigest } from '../weights-digest.ts'

/** A digest of the weights after 50 iterations on MNIST. */
async function digest(optimizer: Optimizer, threads: number): Promise<string> {
  const engine = wasmEngine({ dtype: 'float32', threads })
  const { train } = await mnist()
  const trainer = new Trainer({
    model: mlp([784, 300, 100, 30, 100, 300, 784], { activation: 'relu' }),
    loss: logisticLoss,
    optimizer,
    engine,
    train,
    batchSize: 100,
    seed: 7,
    warmBatches: 5,
  })
  await trainer.fit({ iterations: 50, evaluate: false })
  const found = await weightsDigest(trainer)
  const { loss } = await trainer.evaluate(train, 1000)
  assert.ok(loss < 300, `the loss is ${loss}: nothing was learnt`)
  trainer.dispose()
  return found
}

describe('50 iterations on MNIST', function () {
  this.timeout(240_000)

  for (const optimizer of [kbfgs(), kfac(), adam()]) {
    it(`by ${optimizer.name} give the same bits for 1, 2 and 4 threads`, async () => {
      const alone = await digest(optimizer, 1)
      for (const threads of [2, 4]) assert.equal(await digest(optimizer, threads), alone)
    })
  }
})
