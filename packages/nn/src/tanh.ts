import { expression, mul, sub, tanh as tanhTerm } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'

/**
 * The hyperbolic tangent, with the derivative 1 − tanh².
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { tanh } from '@kq/nn/tanh'
 *
 * const x = createTape().variable([[0, 1e4]])
 * tanh(x).value // [[0, 1]]
 * ```
 */
export const tanh: Elementwise = elementwise({
  forward: expression((a) => tanhTerm(a)),
  backward: expression((g, h) => mul(g, sub(1, mul(h, h)))),
  from: 'output',
})
