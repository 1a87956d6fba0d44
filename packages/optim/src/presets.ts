/*
 * The hyper-parameters of the paper's experiments, by data set.
 *
 * Goldfarb, Ren, Bahamou (NeurIPS 2020). K-BFGS and KFAC on MNIST are those of the authors' public
 * notebook; the others are recollections that a grid search should confirm.
 */
import { adam } from './adam.ts'
import { kbfgs, kbfgsL } from './kbfgs.ts'
import { kfac } from './kfac.ts'
import type { Optimizer } from './optimizer.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

/** The data sets that the paper trains on. */
export type PaperDataset = 'mnist' | 'curves' | 'faces'

/** The methods that the paper compares. */
export type PaperMethod = 'kbfgs' | 'kbfgs-l' | 'kfac' | 'adam' | 'rmsprop' | 'sgd'

/** What the paper's authors chose by data set; all else is the same everywhere. */
export interface PaperSetting {
  readonly learningRate: number
  /** λ of the Kronecker methods. */
  readonly lambda?: number
  /** ε of Adam and RMSprop. */
  readonly epsilon?: number
  /** p of K-BFGS(L). @defaultValue `100` */
  readonly memory?: number
  /** β of the running averages of A and G. @defaultValue `0.9` */
  readonly decay?: number
}

/** α with λ or ε, as published or recollected. */
export const paperSettings: Readonly<
  Record<PaperDataset, Readonly<Record<PaperMethod, PaperSetting>>>
> = {
  mnist: {
    kbfgs: { learningRate: 0.3, lambda: 0.3 },
    'kbfgs-l': { learningRate: 0.3, lambda: 0.3 },
    kfac: { learningRate: 1, lambda: 3 },
    adam: { learningRate: 1e-4, epsilon: 1e-4 },
    rmsprop: { learningRate: 1e-4, epsilon: 1e-4 },
    sgd: { learningRate: 0.03 },
  },
  curves: {
    kbfgs: { learningRate: 0.1, lambda: 0.01 },
    'kbfgs-l': { learningRate: 0.3, lambda: 0.3 },
    kfac: { learningRate: 1, lambda: 1 },
    adam: { learningRate: 1e-3, epsilon: 1e-3 },
    rmsprop: { learningRate: 1e-3, epsilon: 1e-3 },
    sgd: { learningRate: 0.1 },
  },
  faces: {
    kbfgs: { learningRate: 0.1, lambda: 0.1 },
    'kbfgs-l': { learningRate: 0.1, lambda: 0.1 },
    kfac: { learningRate: 0.1, lambda: 0.1 },
    adam: { learningRate: 1e-4, epsilon: 1e-4 },
    rmsprop: { learningRate: 1e-4, epsilon: 1e-4 },
    sgd: { learningRate: 0.01 },
  },
}

/** What all of the paper's runs share. */
const l2 = 1e-5
const beta = 0.9

const builders: Readonly<Record<PaperMethod, (setting: PaperSetting) => Optimizer>> = {
  kbfgs: (setting) => kbfgs(setting),
  'kbfgs-l': (setting) => kbfgsL(setting),
  kfac: (setting) => kfac(setting),
  adam: (setting) => adam({ ...setting, beta2: beta, secondMoment: 'corrected-momentum', l2 }),
  rmsprop: (setting) =>
    rmsprop({ ...setting, momentum: beta, secondMoment: 'momentum', warmStart: true, l2 }),
  sgd: (setting) => sgd({ ...setting, momentum: beta, dampening: beta, l2 }),
}

/**
 * A method in the form in which the paper's authors ran it, with settings of one's own.
 *
 * @example
 * ```ts
 * import { paperMethod } from '@kq/optim/presets'
 *
 * const optimizer = paperMethod('kbfgs-l', { learningRate: 0.1, lambda: 0.1, memory: 30 })
 * ```
 */
export const paperMethod = (method: PaperMethod, setting: PaperSetting): Optimizer =>
  builders[method](setting)

/**
 * A method as the paper's authors ran it on a data set.
 *
 * @example
 * ```ts
 * import { paperPreset } from '@kq/optim/presets'
 *
 * const optimizer = paperPreset('mnist', 'kbfgs')
 * ```
 */
export const paperPreset = (dataset: PaperDataset, method: PaperMethod): Optimizer =>
  paperMethod(method, paperSettings[dataset][method])
