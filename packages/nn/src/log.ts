import { div, expression, log as logTerm } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'

/**
 * The natural logarithm; −∞ at 0 and NaN below.
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { log } from '@kq/nn/log'
 *
 * const x = createTape().variable([[1]])
 * log(x).value // [[0]]
 * ```
 */
export const log: Elementwise = elementwise({
  forward: expression((a) => logTerm(a)),
  backward: expression((g, a) => div(g, a)),
  from: 'input',
})
