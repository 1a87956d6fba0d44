/*
 * Adam: Kingma and Ba (ICLR 2015). AdamW: Loshchilov and Hutter (ICLR 2019).
 *
 *   M ← β₁ M + (1 − β₁) Ḡ,        M̂ = M / (1 − β₁ᵗ)
 *   V ← β₂ V + (1 − β₂) x∘x,      V̂ = V / (1 − β₂ᵗ)
 *   D = M̂ / (ε + √V̂) + weightDecay · θ
 *
 * where t counts from 1 and x is the gradient in the textbook, M̂ in the program of Goldfarb, Ren,
 * Bahamou (NeurIPS 2020).
 */
import { zeros } from '@kq/linalg/constant'
import { add, div, expression, mul, sqrt, sub } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { checkCommon, type Given, withDefaults } from './common-options.ts'
import { checkChoice, checkRange } from './option-checks.ts'
import { createOptimizer, type Optimizer } from './optimizer.ts'
import type { Preconditioner } from './preconditioner.ts'

export interface AdamOptions {
  /** α. @defaultValue `0.001` */
  readonly learningRate: number
  /** β₁. @defaultValue `0.9` */
  readonly beta1: number
  /** β₂. @defaultValue `0.999` */
  readonly beta2: number
  /** ε. @defaultValue `1e-8` */
  readonly epsilon: number
  /** What is squared into V. @defaultValue `'gradient'` */
  readonly secondMoment: 'gradient' | 'corrected-momentum'
  /** Decoupled from the gradient. @defaultValue `0` for {@link adam}, `0.01` for {@link adamW} */
  readonly weightDecay: number
  /** τ of the penalty (τ/2) Σ θ², part of the gradient. @defaultValue `0` */
  readonly l2: number
}

const accumulate = expression((v, beta2, x, scale) =>
  add(mul(beta2, v), mul(sub(1, beta2), mul(mul(x, scale), mul(x, scale)))),
)
// 0 · V is NaN where V overflowed, which would otherwise silence its weight for good.
const normalized = expression((m, mScale, epsilon, v, vScale, decay, theta) =>
  add(div(mul(m, mScale), add(epsilon, sqrt(mul(v, vScale)))), add(mul(decay, theta), mul(0, v))),
)

function adamPreconditioner(options: AdamOptions): Preconditioner {
  const { beta1, beta2, epsilon, secondMoment, weightDecay } = options
  return {
    init: ({ rows, columns, engine }) => ({ V: zeros(rows, columns, engine) }),
    direct: (state, momentum, point, { step }) => {
      const mScale = 1 / (1 - beta1 ** (step + 1))
      const vScale = 1 / (1 - beta2 ** (step + 1))
      const V =
        secondMoment === 'gradient'
          ? map(accumulate, state.V as Matrix, beta2, point.gradient(), 1)
          : map(accumulate, state.V as Matrix, beta2, momentum, mScale)
      const direction = map(
        normalized,
        momentum,
        mScale,
        epsilon,
        V,
        vScale,
        weightDecay,
        point.value,
      )
      return { direction, state: { V } }
    },
  }
}

const defaults: AdamOptions = {
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  secondMoment: 'gradient',
  weightDecay: 0,
  l2: 0,
}

function build(name: string, options: AdamOptions): Optimizer {
  checkRange(name, 'beta1', options.beta1, 0, 1)
  const common = { ...options, momentum: options.beta1, dampening: options.beta1 }
  checkCommon(name, common)
  checkRange(name, 'beta2', options.beta2, 0, 1)
  checkRange(name, 'epsilon', options.epsilon, 0)
  checkRange(name, 'weightDecay', options.weightDecay, 0)
  checkChoice(name, 'secondMoment', options.secondMoment, ['gradient', 'corrected-momentum'])
  const preconditioner = adamPreconditioner(options)
  return createOptimizer({ name, options: common, curved: preconditioner, plain: preconditioner })
}

/**
 * Adam with the textbook's defaults.
 *
 * @example
 * ```ts
 * import { adam } from '@kq/optim/adam'
 *
 * const optimizer = adam({ learningRate: 1e-3 })
 * ```
 */
export const adam = (given: Given<AdamOptions> = {}): Optimizer =>
  build('Adam', withDefaults(defaults, given))

/** Adam with weight decay decoupled from the gradient. */
export const adamW = (given: Given<AdamOptions> = {}): Optimizer =>
  build('AdamW', withDefaults({ ...defaults, weightDecay: 0.01 }, given))
