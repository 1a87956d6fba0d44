import { engineText, openEngine } from '@kq/linalg/open-engine'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import { kbfgs } from '@kq/optim/kbfgs'
import { Trainer } from '@kq/optim/trainer'
import { wasm } from '@kq/wasm/wasm'

const { engine, report } = await openEngine({ engines: [wasm] })
console.log(engineText(report))

const x = Float64Array.from({ length: 200 }, (_, i) => i / 100 - 1)
const y = x.map((v) => Math.sin(3 * v))

const trainer = new Trainer({
  model: mlp([1, 20, 20, 1], { activation: 'tanh' }),
  loss: halfMseLoss,
  optimizer: kbfgs({ learningRate: 0.3, lambda: 0.3 }),
  engine,
  train: {
    name: 'sine',
    inputs: { data: x, rows: 200, columns: 1 },
    targets: { data: y, rows: 200, columns: 1 },
  },
  batchSize: 50,
})
await trainer.fit({ epochs: 100 })

const losses = trainer.evaluations.map(({ trainLoss }) => trainLoss)
console.log(`loss ${losses[0]}, after 100 epochs ${losses.at(-1)}`)
