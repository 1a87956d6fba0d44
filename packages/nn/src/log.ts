import { div, expression, log as logTerm } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'

/** The natural logarithm; −∞ at 0 and NaN below. */
export const log: Elementwise = elementwise({
  forward: expression((a) => logTerm(a)),
  backward: expression((g, a) => div(g, a)),
  from: 'input',
})
