import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { makeCurves } from '@kq/data/curves'
import type { TrainAndTest } from '@kq/data/dataset'
import { makeFaces } from '@kq/data/faces'
import type { MnistOptions } from '@kq/data/mnist'
import { loadMnistPackage } from '@kq/data/mnist-package'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { logisticLoss } from '@kq/nn/logistic-loss'
import type { Loss } from '@kq/nn/loss'
import type { ActivationName } from '@kq/nn/mlp'
import { softmaxLoss } from '@kq/nn/softmax-loss'
import type { PaperDataset } from '@kq/optim/presets'

/** How to show a row of an autoencoder: brightness from 0 to 1 of what is put in, and of what comes out. */
interface Image {
  readonly width: number
  readonly height: number
  input(value: number): number
  output(z: number): number
}

/** A network of the paper, or one alongside, with its data. */
export interface Problem {
  /** In a line, for the list of choices. */
  readonly summary: string
  readonly layerSizes: readonly number[]
  readonly activations: readonly ActivationName[]
  readonly loss: Loss
  /** Whose hyper-parameters of the paper it starts from. */
  readonly preset: PaperDataset
  /** Left out where the output is no image. */
  readonly image?: Image
  load(seed: number, say: (line: string) => void): Promise<TrainAndTest>
}

const codeLayerLinear = (hidden: number): ActivationName[] => [
  ...Array<ActivationName>(hidden).fill('relu'),
  'linear',
  ...Array<ActivationName>(hidden).fill('relu'),
  'linear',
]

const greyImage: Image = {
  width: 28,
  height: 28,
  input: (value) => value,
  output: (z) => 1 / (1 + Math.exp(-z)),
}

/** Two standard deviations each way. */
const standardized = (value: number): number => 0.5 + value / 4

// Unlike import.meta.resolve, it also works where a test runner has turned modules into scripts.
const require = createRequire(import.meta.url)

const mnist = (options: MnistOptions): Promise<TrainAndTest> =>
  loadMnistPackage(
    {
      resolve: (specifier) => pathToFileURL(require.resolve(specifier)).href,
      readFile: (url) => readFile(new URL(url)),
    },
    options,
  )

/** The data sets that `--dataset` takes. */
export const problems: Readonly<Record<'mnist' | 'curves' | 'faces' | 'digits', Problem>> = {
  mnist: {
    summary: 'handwritten digits, 60,000 for training and 10,000 for testing',
    layerSizes: [784, 1000, 500, 250, 30, 250, 500, 1000, 784],
    activations: codeLayerLinear(3),
    loss: logisticLoss,
    preset: 'mnist',
    image: greyImage,
    load: () => mnist({}),
  },
  curves: {
    summary: 'random strokes through three points, drawn by a seeded generator',
    layerSizes: [784, 400, 200, 100, 50, 25, 6, 25, 50, 100, 200, 400, 784],
    activations: codeLayerLinear(5),
    loss: logisticLoss,
    preset: 'curves',
    image: greyImage,
    load: async (seed, say) => {
      say('drawing 30,000 curves …')
      return makeCurves({ seed })
    },
  },
  faces: {
    summary: 'faces of 40 people, turned every way, drawn by a seeded generator',
    layerSizes: [625, 2000, 1000, 500, 30, 500, 1000, 2000, 625],
    activations: codeLayerLinear(3),
    loss: halfMseLoss,
    preset: 'faces',
    image: { width: 25, height: 25, input: standardized, output: standardized },
    load: async (seed, say) => {
      say('drawing 28,000 faces …')
      return makeFaces({ seed })
    },
  },
  digits: {
    summary:
      'the same handwritten digits to be told apart, by a classifier in place of an autoencoder',
    layerSizes: [784, 512, 512, 10],
    activations: ['relu', 'relu', 'linear'],
    loss: softmaxLoss,
    preset: 'mnist',
    load: () => mnist({ labels: true }),
  },
}

export type ProblemName = keyof typeof problems
