/*
 * KFAC: Martens and Grosse, "Optimizing Neural Networks with Kronecker-factored Approximate
 * Curvature" (ICML 2015), in the plain form that Goldfarb, Ren, Bahamou (NeurIPS 2020) compare with:
 *
 *   D = (G + √λ I)⁻¹ M (A + √λ I)⁻¹
 */
import { checkCommon, type Given, withDefaults } from './common-options.ts'
import { momentInverseFactor } from './factors/moment-inverse.ts'
import { identityPreconditioner } from './first-order/identity.ts'
import { kronecker } from './kronecker.ts'
import { checkRange, checkWhole } from './option-checks.ts'
import { createOptimizer, type Optimizer } from './optimizer.ts'

export interface KfacOptions {
  /** α. @defaultValue `1` */
  readonly learningRate: number
  /** λ, the damping, split evenly between the factors. @defaultValue `3` */
  readonly lambda: number
  /** β of the running averages of A and G. @defaultValue `0.9` */
  readonly decay: number
  /** The inverses are recomputed in steps 0 … interval and in its multiples. @defaultValue `20` */
  readonly inverseInterval: number
  /** β of the gradient's momentum, dampened. @defaultValue `0.9` */
  readonly momentum: number
  /** τ of the penalty (τ/2) Σ θ². @defaultValue `1e-5` */
  readonly l2: number
}

const defaults: KfacOptions = {
  learningRate: 1,
  lambda: 3,
  decay: 0.9,
  inverseInterval: 20,
  momentum: 0.9,
  l2: 1e-5,
}

/**
 * Kronecker-factored approximate curvature, with targets sampled from the model.
 *
 * @throws RangeError for options out of range
 *
 * @example
 * ```ts
 * import { kfac } from '@kq/optim/kfac'
 *
 * const optimizer = kfac({ learningRate: 1, lambda: 3 })
 * ```
 */
export function kfac(given: Given<KfacOptions> = {}): Optimizer {
  const options = withDefaults(defaults, given)
  const common = { ...options, dampening: options.momentum }
  checkCommon('kfac', common)
  checkRange('kfac', 'lambda', options.lambda, 0, Number.POSITIVE_INFINITY, 'open')
  checkRange('kfac', 'decay', options.decay, 0, 1)
  checkWhole('kfac', 'inverseInterval', options.inverseInterval, 1)
  const shared = {
    shift: Math.sqrt(options.lambda),
    decay: options.decay,
    interval: options.inverseInterval,
  }
  return createOptimizer({
    name: 'KFAC',
    options: common,
    curved: kronecker(
      momentInverseFactor({ ...shared, moment: 'sampled-gradient' }),
      momentInverseFactor({ ...shared, moment: 'input' }),
    ),
    plain: identityPreconditioner,
  })
}
