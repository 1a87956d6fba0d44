/* The training process that `memory.ts` measures: its arguments are a MemoryTask in JSON. */
import { engines } from '@kq/cli/engines'
import type { Dataset } from '@kq/data/dataset'
import { openEngine } from '@kq/linalg/open-engine'
import { createRandom } from '@kq/linalg/random'
import { mlp } from '@kq/nn/mlp'
import { adam } from '@kq/optim/adam'
import { kbfgs, kbfgsL } from '@kq/optim/kbfgs'
import { kfac } from '@kq/optim/kfac'
import type { Optimizer } from '@kq/optim/optimizer'
import { Trainer } from '@kq/optim/trainer'
import type { MemoryMethod } from './analytic-state.ts'
import type { MemoryTask } from './memory-task.ts'
import { activationsOf, networks } from './networks.ts'

const methods: Readonly<Record<MemoryMethod, () => Optimizer>> = {
  kbfgs: () => kbfgs(),
  'kbfgs-l': () => kbfgsL(),
  kfac: () => kfac(),
  adam: () => adam(),
}

/** Random pixels: what an iteration holds does not depend on them. */
function randomData(rows: number, columns: number): Dataset {
  const data = new Float32Array(rows * columns)
  createRandom(1).fillUniform(data)
  return { name: 'random', inputs: { data, rows, columns } }
}

const task = JSON.parse(process.argv[2] ?? '{}') as MemoryTask
const { sizes, loss } = networks[task.network]
const { engine } = await openEngine({ engines: engines[task.engine], threads: task.threads })
const trainer = new Trainer({
  model: mlp(sizes, { activation: activationsOf(sizes) }),
  loss,
  optimizer: methods[task.method](),
  engine,
  train: randomData(task.rows, sizes[0]),
  batchSize: task.batchSize,
  batching: 'reference',
})
await trainer.fit({ iterations: task.iterations })
console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 }))
process.exit()
