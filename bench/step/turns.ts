import { fill } from '@kq/linalg/constant'
import type { Engine } from '@kq/linalg/engine'
import { gemm } from '@kq/linalg/gemm'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'
import { slice } from '@kq/linalg/slice'
import { mlp } from '@kq/nn/mlp'
import { adam } from '@kq/optim/adam'
import { kbfgs, kbfgsL } from '@kq/optim/kbfgs'
import { kfac } from '@kq/optim/kfac'
import type { Optimizer } from '@kq/optim/optimizer'
import { Trainer } from '@kq/optim/trainer'
import type { Contestant } from '../contest/contestant.ts'
import { type Operand, type Task, valuesOf } from '../contest/task.ts'
import type { StepMethod } from '../necessary-flop.ts'
import { activationsOf, type Network, networks } from '../networks.ts'
import { countProductSeconds } from './product-clock.ts'

export const batchSize = 1000

export const methods: Readonly<Record<StepMethod, () => Optimizer>> = {
  kbfgs: () => kbfgs(),
  'kbfgs-minibatch': () => kbfgs({ hessianAction: 'minibatch' }),
  'kbfgs-l': () => kbfgsL(),
  kfac: () => kfac(),
  adam: () => adam(),
}

/** A batch of random pixels, since what an iteration costs does not depend on them, and weights. */
export const taskOf = ({ sizes, loss }: Network, dtype: Task['dtype']): Task => ({
  operation: `adam, ${loss === networks.faces.loss ? 'half-mse' : 'logistic'} loss`,
  dtype,
  operands: [
    { kind: 'pixels', rows: batchSize, columns: sizes[0], seed: 0 },
    ...sizes.slice(1).map((rows, layer): Operand => {
      return { kind: 'weights', rows, columns: sizes[layer] + 1, seed: layer + 1 }
    }),
  ],
})

/** A trainer on random pixels, from the task's weights. */
export function trainerOf(
  method: StepMethod,
  { sizes, loss }: Network,
  task: Task,
  engine: Engine,
): Trainer {
  const [pixels, ...weights] = task.operands
  const parameters = Object.fromEntries(
    weights.map((w, layer) => [`${2 * layer}.W`, engine.upload(valuesOf(w, task.dtype), w)]),
  )
  const trainer = new Trainer({
    model: mlp(sizes, { activation: activationsOf(sizes) }),
    loss,
    optimizer: methods[method](),
    engine,
    train: {
      name: 'random',
      inputs: {
        data: Float32Array.from(valuesOf(pixels, task.dtype)),
        rows: pixels.rows,
        columns: pixels.columns,
      },
    },
    batchSize,
    warmBatches: 1,
    parameters,
  })
  free(parameters)
  return trainer
}

/** One method's turns, round by round, in seconds. */
export interface Turns {
  readonly method: StepMethod
  readonly step: number[]
  /** Of `step`, inside products. */
  readonly products: number[]
  /** A product of 1000×784×1000, right after the step. */
  readonly reference: number[]
}

export const referenceFlop = 2 * 1000 * 784 * 1000
const referenceProducts = 3

/** Seconds of a product of 1000×784×1000, the mean of some. */
async function referenceSeconds(engine: Engine): Promise<number> {
  const a = fill(1000, 784, 0.5, engine)
  const b = fill(784, 1000, 0.5, engine)
  const begun = performance.now()
  for (let i = 0; i < referenceProducts; i++) {
    const c = gemm(a, b)
    // One element, so that the product is waited for and nothing is copied.
    const corner = slice(c, { rowEnd: 1, columnEnd: 1 })
    await read(corner)
    free([c, corner])
  }
  const taken = (performance.now() - begun) / 1000
  free([a, b])
  return taken / referenceProducts
}

/** What `run` of the benchmark is to do. */
export interface Settings {
  readonly name: string
  readonly network: Network
  readonly methods: readonly StepMethod[]
  readonly rounds: number
  readonly engine: Engine
  readonly torch: (loss: number) => Promise<Contestant | undefined>
}

/** The same weights and pixels for all, ours and PyTorch's. */
export async function measure(settings: Settings, task: Task): Promise<[Turns[], number[]]> {
  const { engine, network, rounds } = settings
  const productSeconds = countProductSeconds(engine)
  const all: Turns[] = []
  const trainers: Trainer[] = []
  for (const method of settings.methods) {
    const trainer = trainerOf(method, network, task, engine)
    // The first iterations invert, compile and fill the pool.
    await trainer.fit({ iterations: 3, evaluate: false })
    trainers.push(trainer)
    all.push({ method, step: [], products: [], reference: [] })
  }
  const torch = await settings.torch(trainers[0].steps[0].loss)
  await torch?.time(3)
  const torchSeconds: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const [index, { step, products, reference }] of all.entries()) {
      const trainer = trainers[index]
      const [before, inProducts] = [trainer.seconds, productSeconds()]
      await trainer.fit({ iterations: 1, evaluate: false })
      step.push(trainer.seconds - before)
      products.push(productSeconds() - inProducts)
      reference.push(await referenceSeconds(engine))
    }
    if (torch) torchSeconds.push(await torch.time(1))
  }
  torch?.stop()
  for (const trainer of trainers) trainer.dispose()
  return [all, torchSeconds]
}
