import { adam, adamW } from '../../src/adam.ts'
import { kbfgs, kbfgsL } from '../../src/kbfgs.ts'
import { kfac } from '../../src/kfac.ts'
import type { Optimizer } from '../../src/optimizer.ts'
import { paperPreset } from '../../src/presets.ts'
import { rmsprop } from '../../src/rmsprop.ts'
import { sgd } from '../../src/sgd.ts'
import type { Asked } from './counting.ts'

/** A method with what the laws expect of it. */
export interface Method {
  readonly name: string
  readonly make: () => Optimizer
  /** What a step asks of each of its evaluations, apart from the loss. */
  readonly asks: readonly (readonly Asked[])[]
  /** The share of the least-squares problem's excess loss that may be left after 60 steps. */
  readonly left: number
}

const means = ['meanGradient', 'meanPreactivation'] as const
const first = ['gradients', 'inputMoment', 'meanInput', ...means] as const
const matrixFree = ['gradients', 'inputMomentTimes', 'meanInput', ...means] as const
const running = [first, means]
const minibatch = [matrixFree, means]
const gradients = [['gradients']] as const

/** Every method, with each of its options that changes what is computed. */
export const methods: readonly Method[] = [
  { name: 'K-BFGS', make: () => kbfgs(), asks: running, left: 0.01 },
  {
    name: 'K-BFGS, accepting',
    make: () => kbfgs({ onLossIncrease: 'accept' }),
    asks: running,
    left: 0.01,
  },
  {
    name: 'K-BFGS, powell-lm',
    make: () => kbfgs({ damping: 'powell-lm' }),
    asks: running,
    left: 0.01,
  },
  {
    name: 'K-BFGS, minibatch',
    make: () => kbfgs({ hessianAction: 'minibatch' }),
    asks: minibatch,
    left: 0.01,
  },
  {
    name: 'K-BFGS, minibatch and powell-lm',
    make: () => kbfgs({ hessianAction: 'minibatch', damping: 'powell-lm' }),
    asks: minibatch,
    left: 0.01,
  },
  { name: 'K-BFGS(L)', make: () => kbfgsL({ memory: 3 }), asks: running, left: 0.01 },
  {
    name: 'K-BFGS(L), powell-lm',
    make: () => kbfgsL({ memory: 3, damping: 'powell-lm' }),
    asks: running,
    left: 0.01,
  },
  {
    name: 'KFAC',
    make: () => kfac({ learningRate: 0.3, lambda: 0.3, inverseInterval: 3 }),
    asks: [['gradients', 'inputMoment', 'sampledGradientMoment']],
    left: 0.01,
  },
  { name: 'SGD', make: () => sgd({ learningRate: 0.03 }), asks: gradients, left: 0.01 },
  {
    name: 'SGD, dampened',
    make: () => sgd({ learningRate: 0.3, dampening: 0.9 }),
    asks: gradients,
    left: 0.01,
  },
  { name: 'RMSprop', make: () => rmsprop({ learningRate: 0.03 }), asks: gradients, left: 0.01 },
  {
    name: 'RMSprop, of the paper',
    make: () => paperPreset('curves', 'rmsprop'),
    asks: gradients,
    left: 0.95,
  },
  { name: 'Adam', make: () => adam({ learningRate: 0.05 }), asks: gradients, left: 0.01 },
  {
    name: 'Adam, of the paper',
    make: () => paperPreset('curves', 'adam'),
    asks: gradients,
    left: 0.95,
  },
  { name: 'AdamW', make: () => adamW({ learningRate: 0.05 }), asks: gradients, left: 0.01 },
]
