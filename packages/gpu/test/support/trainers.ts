import type { Dataset } from '@kq/data/dataset'
import type { Engine } from '@kq/linalg/engine'
import { createRandom } from '@kq/linalg/random'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import type { Optimizer } from '@kq/optim/optimizer'
import type { Snapshot } from '@kq/optim/snapshot'
import { Trainer } from '@kq/optim/trainer'

/** Blobs on a line of pixels, one a sample. */
function blobs(rows: number, columns: number): Dataset {
  const random = createRandom(5)
  const data = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const [centre, width] = [random.uniform() * columns, 2 + 10 * random.uniform()]
    for (let column = 0; column < columns; column++) {
      data[row * columns + column] = 1 / (1 + ((column - centre) / width) ** 2)
    }
  }
  return { name: 'blobs', inputs: { data, rows, columns } }
}

/** A trainer of an autoencoder, of five layers unless told otherwise. */
export const trainerOn = (
  engine: Engine,
  optimizer: Optimizer,
  {
    batchSize = 50,
    hidden = [16, 10, 6, 10],
    from,
  }: {
    readonly batchSize?: number
    readonly hidden?: readonly number[]
    readonly from?: Snapshot
  } = {},
): Trainer =>
  new Trainer({
    model: mlp([24, ...hidden, 24], { activation: 'tanh' }),
    loss: logisticLoss,
    optimizer,
    engine,
    train: blobs(4 * batchSize, 24),
    batchSize,
    seed: 3,
    warmBatches: 2,
    from,
  })
