import { readFile } from 'node:fs/promises'
import { makeCurves } from '@kq/data/curves'
import type { TrainAndTest } from '@kq/data/dataset'
import { loadMnistPackage } from '@kq/data/mnist-package'
import { logisticLoss } from '@kq/nn/logistic-loss'
import type { Loss } from '@kq/nn/loss'
import type { ActivationName } from '@kq/nn/mlp'

/** An autoencoder of the paper with its data. */
export interface Problem {
  /** In a line, for the list of choices. */
  readonly summary: string
  readonly layerSizes: readonly number[]
  readonly activations: readonly ActivationName[]
  readonly loss: Loss
  /** Of the images. */
  readonly width: number
  readonly height: number
  load(seed: number, say: (line: string) => void): Promise<TrainAndTest>
}

const codeLayerLinear = (hidden: number): ActivationName[] => [
  ...Array<ActivationName>(hidden).fill('relu'),
  'linear',
  ...Array<ActivationName>(hidden).fill('relu'),
  'linear',
]

/** The data sets that `--dataset` takes. */
export const problems: Readonly<Record<'mnist' | 'curves', Problem>> = {
  mnist: {
    summary: 'handwritten digits, 60,000 for training and 10,000 for testing',
    layerSizes: [784, 1000, 500, 250, 30, 250, 500, 1000, 784],
    activations: codeLayerLinear(3),
    loss: logisticLoss,
    width: 28,
    height: 28,
    load: () =>
      loadMnistPackage({
        resolve: (specifier) => import.meta.resolve(specifier),
        readFile: (url) => readFile(new URL(url)),
      }),
  },
  curves: {
    summary: 'random strokes through three points, drawn by a seeded generator',
    layerSizes: [784, 400, 200, 100, 50, 25, 6, 25, 50, 100, 200, 400, 784],
    activations: codeLayerLinear(5),
    loss: logisticLoss,
    width: 28,
    height: 28,
    load: async (seed, say) => {
      say('drawing 30,000 curves …')
      return makeCurves({ seed })
    },
  },
}

export type ProblemName = keyof typeof problems
