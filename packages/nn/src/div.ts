import { div as divTerm, expression, mul, neg } from '@kq/linalg/expression'
import { broadcasting } from './internal/broadcasting.ts'
import type { Operand, Variable } from './tape.ts'

const quotient = expression((a, b) => divTerm(a, b))
const byDivisor = expression((g, a, b) => neg(divTerm(mul(g, divTerm(a, b)), b)))

/**
 * a / b, element by element. Operands of one row or one column are repeated along it; at least one
 * must be a variable. Division by 0 gives what IEEE 754 says.
 *
 * @throws ShapeError if the shapes do not broadcast
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { div } from '@kq/nn/div'
 *
 * const x = createTape().variable([[1, 2]])
 * div(1, x).value // [[1, 0.5]]
 * ```
 */
export const div: (a: Operand, b: Operand) => Variable = broadcasting({
  name: 'div',
  forward: quotient,
  left: (g, _a, b) => [quotient, g, b],
  right: (g, a, b) => [byDivisor, g, a, b],
})
