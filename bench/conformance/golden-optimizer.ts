import { adam } from '@kq/optim/adam'
import { kbfgs, kbfgsL } from '@kq/optim/kbfgs'
import { kfac } from '@kq/optim/kfac'
import type { Optimizer } from '@kq/optim/optimizer'
import { rmsprop } from '@kq/optim/rmsprop'
import { sgd } from '@kq/optim/sgd'
import type { GoldenHyper } from './golden-file.ts'

const kbfgsOptions = (h: GoldenHyper) =>
  ({
    learningRate: h.lr,
    l2: h.tau,
    momentum: h.gradMomentum,
    lambda: h.lambda,
    decay: h.ADecay,
    pairMomentum: h.syMomentum,
    mu1: h.powellMu1,
    mu2: h.secondMu2,
    initialScale: h.HgInitial,
    onLossIncrease: 'accept',
    allowUnboundedDamping: true,
  }) as const

const builders: Readonly<Record<string, (h: GoldenHyper) => Optimizer>> = {
  'K-BFGS': (h) => kbfgs(kbfgsOptions(h)),
  'K-BFGS(L)': (h) => kbfgsL({ ...kbfgsOptions(h), memory: h.memory }),
  KFAC: (h) =>
    kfac({
      learningRate: h.lr,
      l2: h.tau,
      momentum: h.gradMomentum,
      lambda: h.lambda,
      decay: h.rho,
      inverseInterval: h.inverseFreq,
    }),
  Adam: (h) =>
    adam({
      learningRate: h.lr,
      l2: h.tau,
      beta1: h.gradMomentum,
      beta2: h.beta2,
      epsilon: h.epsilon,
      secondMoment: 'corrected-momentum',
    }),
  RMSprop: (h) =>
    rmsprop({
      learningRate: h.lr,
      l2: h.tau,
      momentum: h.gradMomentum,
      beta2: h.beta2,
      epsilon: h.epsilon,
      secondMoment: 'momentum',
      warmStart: true,
    }),
  'SGD-momentum': (h) =>
    sgd({
      learningRate: h.lr,
      l2: h.tau,
      momentum: h.gradMomentum,
      dampening: h.gradMomentum,
    }),
}

/** The method of a golden file with the paper's variants of its options. */
export function goldenOptimizer(algorithm: string, hyper: GoldenHyper): Optimizer {
  const build = builders[algorithm]
  if (build) return build(hyper)
  throw new TypeError(
    `the algorithm is ${algorithm}; expected one of ${Object.keys(builders).join(', ')}`,
  )
}
