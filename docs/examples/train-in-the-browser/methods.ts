import { adam } from '@kq/optim/adam'
import { kbfgs, kbfgsL } from '@kq/optim/kbfgs'
import { kfac } from '@kq/optim/kfac'
import type { Optimizer } from '@kq/optim/optimizer'
import { rmsprop } from '@kq/optim/rmsprop'
import { sgd } from '@kq/optim/sgd'
import type { MethodName } from './choices.ts'

/** A small penalty on large weights, which the first three have of themselves. */
const l2 = 1e-5

/** What learns. */
export const methods: Readonly<Record<MethodName, () => Optimizer>> = {
  kbfgs: () => kbfgs({ learningRate: 0.3, lambda: 0.1 }),
  'kbfgs-l': () => kbfgsL({ learningRate: 0.3, lambda: 0.1 }),
  kfac: () => kfac({ learningRate: 1, lambda: 1 }),
  adam: () => adam({ learningRate: 3e-3, l2 }),
  rmsprop: () => rmsprop({ learningRate: 1e-3, l2 }),
  sgd: () => sgd({ learningRate: 0.1, momentum: 0.9, dampening: 0.9, l2 }),
}
