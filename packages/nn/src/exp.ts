import { exp as expTerm, expression, mul } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'

/** eᵃ, its own derivative. Overflows to infinity as the function itself does. */
export const exp: Elementwise = elementwise({
  forward: expression((a) => expTerm(a)),
  backward: expression((g, h) => mul(g, h)),
  from: 'output',
})
