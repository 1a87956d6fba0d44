import { expression, mul, sub, tanh as tanhTerm } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'

/** The hyperbolic tangent, with the derivative 1 − tanh². */
export const tanh: Elementwise = elementwise({
  forward: expression((a) => tanhTerm(a)),
  backward: expression((g, h) => mul(g, sub(1, mul(h, h)))),
  from: 'output',
})
