import { expression, mul, sub } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'
import { sigmoidTerm } from './internal/terms.ts'

/**
 * σ(a) = 1 / (1 + e⁻ᵃ), with the derivative σ (1 − σ).
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { sigmoid } from '@kq/nn/sigmoid'
 *
 * const x = createTape().variable([[0, 1e4]])
 * sigmoid(x).value // [[0.5, 1]]
 * ```
 */
export const sigmoid: Elementwise = elementwise({
  forward: expression(sigmoidTerm),
  backward: expression((g, h) => mul(g, mul(h, sub(1, h)))),
  from: 'output',
})
