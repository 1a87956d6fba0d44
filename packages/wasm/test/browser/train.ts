import type { Engine } from '@kq/linalg/engine'
import { createRandom } from '@kq/linalg/random'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import { adam } from '@kq/optim/adam'
import { kbfgs } from '@kq/optim/kbfgs'
import { Trainer } from '@kq/optim/trainer'

/** What the tests train by. */
export const methods = {
  'K-BFGS': () => kbfgs({ learningRate: 0.3, lambda: 0.3 }),
  Adam: () => adam({ learningRate: 0.01 }),
} as const

export type Method = keyof typeof methods

/** The batch's loss before each step. */
export type Losses = Readonly<Record<Method, readonly number[]>>

/** Products of this net are large enough for threads: 192·48·96 multiplications. */
const batchSize = 192
const sizes = [96, 48, 24, 48, 96]
const steps = 12

/** Blobs on a line of so many pixels; no function of the platform but arithmetic has a part in them. */
const blobs = (rows: number, columns: number): Float64Array => {
  const random = createRandom(5)
  const data = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const [centre, width] = [random.uniform() * columns, 2 + 10 * random.uniform()]
    for (let column = 0; column < columns; column++) {
      const distance = (column - centre) / width
      data[row * columns + column] = 1 / (1 + distance * distance)
    }
  }
  return data
}

/** Trains the same small autoencoder by each method, on whatever engine and platform. */
export async function train(engine: Engine): Promise<Losses> {
  const rows = 4 * batchSize
  const data = blobs(rows, sizes[0])
  const losses = {} as Record<Method, readonly number[]>
  for (const method of Object.keys(methods) as Method[]) {
    const trainer = new Trainer({
      model: mlp(sizes, { activation: 'tanh' }),
      loss: logisticLoss,
      optimizer: methods[method](),
      engine,
      train: { name: 'blobs', inputs: { data, rows, columns: sizes[0] } },
      batchSize,
      seed: 7,
    })
    await trainer.fit({ iterations: steps, evaluate: false })
    losses[method] = trainer.steps.map(({ loss }) => loss)
    trainer.dispose()
  }
  return losses
}
