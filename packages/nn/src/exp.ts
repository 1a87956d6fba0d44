import { exp as expTerm, expression, mul } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'

/**
 * eᵃ, its own derivative. Overflows to infinity as the function itself does.
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { exp } from '@kq/nn/exp'
 *
 * const x = createTape().variable([[0]])
 * exp(x).value // [[1]]
 * ```
 */
export const exp: Elementwise = elementwise({
  forward: expression((a) => expTerm(a)),
  backward: expression((g, h) => mul(g, h)),
  from: 'output',
})
