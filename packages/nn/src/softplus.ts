import { expression, mul } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'
import { sigmoidTerm, softplusTerm } from './internal/terms.ts'

/**
 * log(1 + eᵃ), with the derivative σ(a).
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { softplus } from '@kq/nn/softplus'
 *
 * const x = createTape().variable([[-1e4, 1e4]])
 * softplus(x).value // [[0, 1e4]]
 * ```
 */
export const softplus: Elementwise = elementwise({
  forward: expression(softplusTerm),
  backward: expression((g, a) => mul(g, sigmoidTerm(a))),
  from: 'input',
})
