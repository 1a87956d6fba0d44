import { add as addTerm, expression } from '@kq/linalg/expression'
import { broadcasting, same } from './internal/broadcasting.ts'
import type { Operand, Variable } from './tape.ts'

/**
 * a + b, element by element. Operands of one row or one column are repeated along it; at least one
 * must be a variable.
 *
 * @throws ShapeError if the shapes do not broadcast
 *
 * @example
 * ```ts
 * import { add } from '@kq/nn/add'
 * import { createTape } from '@kq/nn/tape'
 *
 * const x = createTape().variable([[1, 2]])
 * add(x, [[10], [20]]).value // [[11, 12], [21, 22]]
 * ```
 */
export const add: (a: Operand, b: Operand) => Variable = broadcasting({
  name: 'add',
  forward: expression((a, b) => addTerm(a, b)),
  left: (g) => [same, g],
  right: (g) => [same, g],
})
