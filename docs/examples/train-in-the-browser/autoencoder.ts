import { makeCurves } from '@kq/data/curves'
import type { Samples } from '@kq/data/dataset'
import type { Engine } from '@kq/linalg/engine'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import type { Optimizer } from '@kq/optim/optimizer'
import { Trainer } from '@kq/optim/trainer'

/** Drawn by a generator: images of one smooth stroke each, 28×28 pixels, each image a row of 784. */
const curves = makeCurves({ seed: 1, trainRows: 2000, testRows: 8 })

/** Images that are not trained on. */
export const unseen: Samples = curves.test.inputs

/** Squeezes each image through 12 numbers and draws it again from them. */
const network = mlp([784, 128, 12, 128, 784], {
  activation: ['relu', 'linear', 'relu', 'linear'],
})

/** A fresh network, and all that will train it. The same seed starts every run at the same weights. */
export const newTrainer = (engine: Engine, optimizer: Optimizer): Trainer =>
  new Trainer({
    model: network,
    loss: logisticLoss, // how badly 784 probabilities guess 784 pixels
    optimizer,
    engine,
    train: curves.train,
    batchSize: 200,
    seed: 1,
  })

export interface Progress {
  readonly iteration: number
  /** Spent on training alone. */
  readonly seconds: number
  /** Of the batch of 200 images, before the step. */
  readonly loss: number
}

/** One step of training after the other, for as long as the caller goes on asking. */
export async function* steps(trainer: Trainer): AsyncGenerator<Progress> {
  for (;;) {
    await trainer.fit({ iterations: 1, evaluate: false })
    const { iteration, seconds, loss } = trainer.steps.at(-1)!
    yield { iteration, seconds, loss }
  }
}

/** The images as the network draws them, each pixel a probability from 0 to 1. */
export async function reconstruct(trainer: Trainer, images: Samples): Promise<number[]> {
  const logits = await trainer.predict(images)
  return Array.from(logits, (z) => 1 / (1 + Math.exp(-z)))
}
