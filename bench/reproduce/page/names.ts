import type { ProblemName } from '@kq/cli/problems'
import { paperPreset, type PaperMethod, type PaperSetting } from '@kq/optim/presets'
import type { Cell } from '../cell.ts'

/** A method as a person reads it: `K-BFGS(L)`. */
export const methodLabel = (method: PaperMethod): string => paperPreset('mnist', method).name

export const problemTitles: Readonly<Record<ProblemName, string>> = {
  mnist: 'MNIST, autoencoder',
  curves: 'CURVES, autoencoder',
  faces: 'FACES, autoencoder',
  digits: 'MNIST, classifier',
}

const letters: Readonly<Record<keyof PaperSetting, string>> = {
  learningRate: 'α',
  lambda: 'λ',
  epsilon: 'ε',
  memory: 'p',
  decay: 'β of A',
}

/** A setting in the paper's letters: `α = 0.3, λ = 0.3`. */
export const settingLabel = (setting: Cell['setting']): string =>
  Object.entries(letters)
    .filter(([key]) => setting[key as keyof PaperSetting] !== undefined)
    .map(([key, letter]) => `${letter} = ${setting[key as keyof PaperSetting]}`)
    .join(', ')
