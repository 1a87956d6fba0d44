import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { logisticLoss } from '@kq/nn/logistic-loss'
import type { Loss } from '@kq/nn/loss'
import type { ActivationName } from '@kq/nn/mlp'

/** An autoencoder of the paper. */
export interface Network {
  readonly sizes: readonly number[]
  readonly loss: Loss
}

/** The paper's three, each with the loss that it is trained with. */
export const networks: Readonly<Record<'mnist' | 'curves' | 'faces', Network>> = {
  mnist: { sizes: [784, 1000, 500, 250, 30, 250, 500, 1000, 784], loss: logisticLoss },
  curves: {
    sizes: [784, 400, 200, 100, 50, 25, 6, 25, 50, 100, 200, 400, 784],
    loss: logisticLoss,
  },
  faces: { sizes: [625, 2000, 1000, 500, 30, 500, 1000, 2000, 625], loss: halfMseLoss },
}

/** ReLU, but the code in the middle and the output are linear. */
export const activationsOf = (sizes: readonly number[]): ActivationName[] =>
  sizes
    .slice(1)
    .map((_, l) => (l === sizes.length / 2 - 1.5 || l === sizes.length - 2 ? 'linear' : 'relu'))
