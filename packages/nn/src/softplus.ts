import { expression, mul } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'
import { sigmoidTerm, softplusTerm } from './internal/terms.ts'

/** log(1 + eᵃ), with the derivative σ(a). */
export const softplus: Elementwise = elementwise({
  forward: expression(softplusTerm),
  backward: expression((g, a) => mul(g, sigmoidTerm(a))),
  from: 'input',
})
