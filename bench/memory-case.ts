/* The training process that `memory.ts` measures: its arguments are a MemoryTask in JSON. */
import { engines } from '@kq/cli/engines'
import type { Dataset } from '@kq/data/dataset'
import { openEngine } from '@kq/linalg/open-engine'
import { createRandom } from '@kq/linalg/random'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { adam } from '@kq/optim/adam'
import { kbfgs, kbfgsL } from '@kq/optim/kbfgs'
import { kfac } from '@kq/optim/kfac'
import type { Optimizer } from '@kq/optim/optimizer'
import { Trainer } from '@kq/optim/trainer'
import type { MemoryMethod } from './analytic-state.ts'
import { type MemoryTask, networks } from './memory-task.ts'

const methods: Readonly<Record<MemoryMethod, () => Optimizer>> = {
  kbfgs: () => kbfgs(),
  'kbfgs-l': () => kbfgsL(),
  kfac: () => kfac(),
  adam: () => adam(),
}

const losses = { halfMse: halfMseLoss, logistic: logisticLoss }

/** Random pixels: what an iteration holds does not depend on them. */
function randomData(rows: number, columns: number): Dataset {
  const data = new Float32Array(rows * columns)
  createRandom(1).fillUniform(data)
  return { name: 'random', inputs: { data, rows, columns } }
}

const task = JSON.parse(process.argv[2] ?? '{}') as MemoryTask
const { layerSizes, loss } = networks[task.network]
const { engine } = await openEngine({ engines: engines[task.engine], threads: task.threads })
const hidden = layerSizes.length / 2 - 1.5
const trainer = new Trainer({
  model: mlp(layerSizes, {
    activation: layerSizes
      .slice(1)
      .map((_, l) => (l === hidden || l === layerSizes.length - 2 ? 'linear' : 'relu')),
  }),
  loss: losses[loss],
  optimizer: methods[task.method](),
  engine,
  train: randomData(task.rows, layerSizes[0]),
  batchSize: task.batchSize,
  batching: 'reference',
})
await trainer.fit({ iterations: task.iterations })
console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 }))
process.exit()
