/*
 * K-BFGS and K-BFGS(L): Goldfarb, Ren, Bahamou, "Practical Quasi-Newton Methods for Training Deep
 * Neural Networks" (NeurIPS 2020).
 *
 *   paper            here
 *   H_a, H_g         input and output factor of a layer: factors/hessian-action, factors/curvature-pairs
 *   α, λ             learningRate, lambda; the factors get √λ each
 *   μ₁, μ₂ = √λ      mu1, mu2 of the double damping
 *   p                memory
 *   τ                l2
 */
import { checkCommon, type Given, withDefaults } from './common-options.ts'
import {
  curvaturePairFactor,
  denseInverse,
  type InverseStore,
  limitedMemoryInverse,
} from './factors/curvature-pairs.ts'
import { hessianActionFactor } from './factors/hessian-action.ts'
import { identityPreconditioner } from './first-order/identity.ts'
import { kronecker } from './kronecker.ts'
import { checkChoice, checkRange, checkWhole } from './option-checks.ts'
import { createOptimizer, type Optimizer } from './optimizer.ts'

export interface KbfgsOptions {
  /** α. @defaultValue `0.3` */
  readonly learningRate: number
  /** λ, the damping. With `'double'` damping it must be below 1. @defaultValue `0.3` */
  readonly lambda: number
  /** μ₁ of Powell's damping on H_g. @defaultValue `0.2` */
  readonly mu1: number
  /** μ₂ of the second damping. @defaultValue `√lambda` */
  readonly mu2: number
  /** β of the running average of A. @defaultValue `0.9` */
  readonly decay: number
  /** β of the averages of s and y; 0 for full batches. @defaultValue `0.9` */
  readonly pairMomentum: number
  /** β of the gradient's momentum, dampened: M ← β M + (1 − β) Ḡ. @defaultValue `0.9` */
  readonly momentum: number
  /** τ of the penalty (τ/2) Σ θ², biases included. @defaultValue `1e-5` */
  readonly l2: number
  /** H_g starts as this multiple of the identity. @defaultValue `1` */
  readonly initialScale: number
  /** `'powell-lm'` is the follow-up paper's, bounded for any λ. @defaultValue `'double'` */
  readonly damping: 'double' | 'powell-lm'
  /**
   * A for the Hessian action: a running average, or this batch's, never formed (the follow-up
   * paper's, cheaper by O(n d²)). @defaultValue `'running'`
   */
  readonly hessianAction: 'running' | 'minibatch'
  /**
   * Where the loss of the same batch after the step is not finite or higher than the loss before
   * by more than a tenth (of it and of the penalty): `'reject'` keeps the parameters, drops the
   * momentum and lets the curvature learn; `'accept'` is the paper's behaviour.
   * @defaultValue `'reject'`
   */
  readonly onLossIncrease: 'reject' | 'accept'
  /** Allows λ ≥ 1 with double damping, which then has no bound. @defaultValue `false` */
  readonly allowUnboundedDamping: boolean
}

export interface KbfgsLOptions extends KbfgsOptions {
  /** p, the number of curvature pairs held for each layer. @defaultValue `100` */
  readonly memory: number
}

const defaults: Omit<KbfgsLOptions, 'mu2'> = {
  learningRate: 0.3,
  lambda: 0.3,
  mu1: 0.2,
  decay: 0.9,
  pairMomentum: 0.9,
  momentum: 0.9,
  l2: 1e-5,
  initialScale: 1,
  damping: 'double',
  hessianAction: 'running',
  onLossIncrease: 'reject',
  allowUnboundedDamping: false,
  memory: 100,
}

function checkOptions(name: string, options: KbfgsOptions): void {
  const { lambda, damping, allowUnboundedDamping } = options
  checkRange(name, 'lambda', lambda, 0, Number.POSITIVE_INFINITY, 'open')
  checkRange(name, 'mu1', options.mu1, 0, 1, 'open')
  checkRange(name, 'mu2', options.mu2, 0, Number.POSITIVE_INFINITY, 'open')
  checkRange(name, 'decay', options.decay, 0, 1)
  checkRange(name, 'pairMomentum', options.pairMomentum, 0, 1)
  checkRange(name, 'initialScale', options.initialScale, 0, Number.POSITIVE_INFINITY, 'open')
  checkChoice(name, 'damping', damping, ['double', 'powell-lm'])
  checkChoice(name, 'hessianAction', options.hessianAction, ['running', 'minibatch'])
  checkChoice(name, 'onLossIncrease', options.onLossIncrease, ['reject', 'accept'])
  if (damping === 'double' && options.mu2 >= 1 && !allowUnboundedDamping) {
    throw new RangeError(
      `${name}: lambda is ${lambda}, so that mu2 is ${options.mu2} (√lambda unless given): double damping extrapolates ` +
        "for mu2 ≥ 1 and the inverse has no bound. Use lambda below 1, or damping: 'powell-lm', which is " +
        'bounded for any lambda, or set allowUnboundedDamping to run it all the same.',
    )
  }
}

function build(name: string, options: KbfgsOptions, store: InverseStore): Optimizer {
  const common = { ...options, dampening: options.momentum }
  checkCommon(name, common)
  checkOptions(name, options)
  const { damping, mu1, mu2, pairMomentum, decay, hessianAction, onLossIncrease } = options
  return createOptimizer({
    name,
    options: common,
    curved: kronecker(
      curvaturePairFactor({ store, damping, mu1, mu2, pairMomentum }),
      hessianActionFactor({ shift: Math.sqrt(options.lambda), decay, hessianAction }),
    ),
    plain: identityPreconditioner,
    onLossIncrease,
  })
}

const complete = (given: Given<KbfgsLOptions>): KbfgsLOptions => {
  const { lambda = defaults.lambda } = given
  return withDefaults({ ...defaults, mu2: Math.sqrt(lambda) }, given)
}

/**
 * K-BFGS: direction D = H_g M H_a for each layer, both inverses kept by BFGS. Parameters outside of
 * layers that declare their curvature move along their momentum.
 *
 * @throws RangeError for options out of range
 *
 * @example
 * ```ts
 * import { kbfgs } from '@kq/optim/kbfgs'
 *
 * const optimizer = kbfgs({ learningRate: 0.3, lambda: 0.3 })
 * ```
 */
export function kbfgs(given: Given<KbfgsOptions> = {}): Optimizer {
  const { memory: _unused, ...options } = complete(given)
  return build('K-BFGS', options, denseInverse(options.initialScale))
}

/**
 * K-BFGS(L): {@link kbfgs} with the output factor held as its last `memory` curvature pairs.
 *
 * Departure: the authors keep an explicit inverse of the pairs' triangular matrix, which loses all
 * digits in float32 after some fifty iterations of MNIST; here it is solved with.
 */
export function kbfgsL(given: Given<KbfgsLOptions> = {}): Optimizer {
  const options = complete(given)
  checkWhole('K-BFGS(L)', 'memory', options.memory, 1)
  return build('K-BFGS(L)', options, limitedMemoryInverse(options.memory, options.initialScale))
}
