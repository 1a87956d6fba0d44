/*
 * RMSprop: Tieleman and Hinton, lecture 6.5 of "Neural Networks for Machine Learning" (2012).
 *
 *   V ← β₂ V + (1 − β₂) x∘x,   D = M / (ε + √V)
 *
 * where x is the gradient in the textbook and the momentum M in the program of Goldfarb, Ren,
 * Bahamou (NeurIPS 2020), which also starts V from the mean of the squared gradients of one pass.
 */
import { zeros } from '@kq/linalg/constant'
import { add, div, expression, mul, sqrt, sub } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { checkCommon, type Given, withDefaults } from './common-options.ts'
import { checkChoice, checkRange } from './option-checks.ts'
import { createOptimizer, type Optimizer } from './optimizer.ts'
import type { Preconditioner } from './preconditioner.ts'

export interface RmspropOptions {
  /** α. @defaultValue `0.001` */
  readonly learningRate: number
  /** β of the momentum; 0 is the textbook's. @defaultValue `0` */
  readonly momentum: number
  /** The momentum is M ← β M + (1 − dampening) Ḡ. @defaultValue the momentum, so that M is an average */
  readonly dampening: number
  /** β₂. @defaultValue `0.9` */
  readonly beta2: number
  /** ε. @defaultValue `1e-8` */
  readonly epsilon: number
  /** What is squared into V. @defaultValue `'gradient'` */
  readonly secondMoment: 'gradient' | 'momentum'
  /** Whether V starts from a warm start's squared gradients, not from 0. @defaultValue `false` */
  readonly warmStart: boolean
  /** τ of the penalty (τ/2) Σ θ². @defaultValue `0` */
  readonly l2: number
}

const accumulate = expression((v, beta2, x) => add(mul(beta2, v), mul(sub(1, beta2), mul(x, x))))
// 0 · V is NaN where V overflowed, which would otherwise silence its weight for good.
const scaled = expression((m, epsilon, v) => add(div(m, add(epsilon, sqrt(v))), mul(0, v)))

function rmspropPreconditioner(options: RmspropOptions): Preconditioner {
  const { beta2, epsilon, secondMoment, warmStart } = options
  return {
    init: ({ rows, columns, engine }) => ({ V: zeros(rows, columns, engine) }),
    ...(warmStart && {
      warm: (state, point, k) => ({
        V: map(accumulate, state.V as Matrix, (k - 1) / k, point.gradient()),
      }),
    }),
    direct: (state, momentum, point) => {
      const x = secondMoment === 'gradient' ? point.gradient() : momentum
      const V = map(accumulate, state.V as Matrix, beta2, x)
      return { direction: map(scaled, momentum, epsilon, V), state: { V } }
    },
  }
}

const defaults: Omit<RmspropOptions, 'dampening'> = {
  learningRate: 0.001,
  momentum: 0,
  beta2: 0.9,
  epsilon: 1e-8,
  secondMoment: 'gradient',
  warmStart: false,
  l2: 0,
}

/**
 * RMSprop.
 *
 * @example
 * ```ts
 * import { rmsprop } from '@kq/optim/rmsprop'
 *
 * const optimizer = rmsprop({ learningRate: 1e-4, epsilon: 1e-4 })
 * ```
 */
export function rmsprop(given: Given<RmspropOptions> = {}): Optimizer {
  const { momentum = defaults.momentum } = given
  const options: RmspropOptions = withDefaults({ ...defaults, dampening: momentum }, given)
  checkCommon('rmsprop', options)
  checkRange('rmsprop', 'beta2', options.beta2, 0, 1)
  checkRange('rmsprop', 'epsilon', options.epsilon, 0)
  checkChoice('rmsprop', 'secondMoment', options.secondMoment, ['gradient', 'momentum'])
  const preconditioner = rmspropPreconditioner(options)
  return createOptimizer({
    name: 'RMSprop',
    options: { ...options },
    curved: preconditioner,
    plain: preconditioner,
  })
}
