import { expression, neg, sub as subTerm } from '@kq/linalg/expression'
import { broadcasting, same } from './internal/broadcasting.ts'
import type { Operand, Variable } from './tape.ts'

const negated = expression((g) => neg(g))

/**
 * a − b, element by element. Operands of one row or one column are repeated along it; at least one
 * must be a variable.
 *
 * @throws ShapeError if the shapes do not broadcast
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { sub } from '@kq/nn/sub'
 *
 * const x = createTape().variable([[1, 2]])
 * sub(x, 1).value // [[0, 1]]
 * ```
 */
export const sub: (a: Operand, b: Operand) => Variable = broadcasting({
  name: 'sub',
  forward: expression((a, b) => subTerm(a, b)),
  left: (g) => [same, g],
  right: (g) => [negated, g],
})
