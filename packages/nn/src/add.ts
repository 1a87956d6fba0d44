import { add as addTerm, expression } from '@kq/linalg/expression'
import { broadcasting, same } from './internal/broadcasting.ts'
import type { Operand } from './internal/operand.ts'
import type { Variable } from './tape.ts'

/**
 * a + b, element by element. Operands of one row or one column are repeated along it; at least one
 * must be a variable.
 *
 * @throws ShapeError if the shapes do not broadcast
 */
export const add: (a: Operand, b: Operand) => Variable = broadcasting({
  name: 'add',
  forward: expression((a, b) => addTerm(a, b)),
  left: (g) => [same, g],
  right: (g) => [same, g],
})
