import { checkCommon, type Given, withDefaults } from './common-options.ts'
import { identityPreconditioner } from './first-order/identity.ts'
import { type CommonOptions, createOptimizer, type Optimizer } from './optimizer.ts'

export interface SgdOptions {
  /** α. @defaultValue `0.01` */
  readonly learningRate: number
  /** μ of M ← μ M + (1 − dampening) Ḡ. @defaultValue `0.9` */
  readonly momentum: number
  /** 0 is the textbook's; equal to the momentum it makes M an average, the paper's form. @defaultValue `0` */
  readonly dampening: number
  /** τ of the penalty (τ/2) Σ θ². @defaultValue `0` */
  readonly l2: number
}

const defaults: SgdOptions = { learningRate: 0.01, momentum: 0.9, dampening: 0, l2: 0 }

/**
 * Stochastic gradient descent with (heavy-ball) momentum: θ ← θ − α M.
 *
 * Polyak (1964); Sutskever, Martens, Dahl, Hinton (ICML 2013).
 *
 * @example
 * ```ts
 * import { sgd } from '@kq/optim/sgd'
 *
 * const optimizer = sgd({ learningRate: 0.003 })
 * ```
 */
export function sgd(given: Given<SgdOptions> = {}): Optimizer {
  const options: CommonOptions & SgdOptions = withDefaults(defaults, given)
  checkCommon('sgd', options)
  return createOptimizer({
    name: 'SGD-momentum',
    options: { ...options },
    curved: identityPreconditioner,
    plain: identityPreconditioner,
  })
}
