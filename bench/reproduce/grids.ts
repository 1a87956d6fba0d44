/*
 * Where settings come from that are not known: a grid of twelve for every method, 1 and 3 times
 * powers of ten, the paper's recollected settings among them.
 */
import type { PaperMethod, PaperSetting } from '@kq/optim/presets'

const product = (
  learningRates: readonly number[],
  name: 'lambda' | 'epsilon',
  values: readonly number[],
): PaperSetting[] =>
  learningRates.flatMap((learningRate) => values.map((value) => ({ learningRate, [name]: value })))

// Double damping takes λ below 1 only.
const quasiNewton = product([0.1, 0.3, 1], 'lambda', [0.01, 0.03, 0.1, 0.3])
const adaptive = product([1e-4, 3e-4, 1e-3, 3e-3], 'epsilon', [1e-8, 1e-4, 1e-3])

/** The settings that tuning tries, by method: as many for each. */
export const grids: Readonly<Record<PaperMethod, readonly PaperSetting[]>> = {
  kbfgs: quasiNewton,
  'kbfgs-l': quasiNewton,
  kfac: product([0.1, 0.3, 1], 'lambda', [0.1, 0.3, 1, 3]),
  adam: adaptive,
  rmsprop: adaptive,
  sgd: [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30].map((learningRate) => ({
    learningRate,
  })),
}

/** Whether a learning rate is the lowest or highest that was tried: the best may lie beyond. */
export const isAtEdge = (method: PaperMethod, { learningRate }: PaperSetting): boolean => {
  const rates = grids[method].map((setting) => setting.learningRate)
  return learningRate === Math.min(...rates) || learningRate === Math.max(...rates)
}
