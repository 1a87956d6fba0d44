import { expression, mul as mulTerm } from '@kq/linalg/expression'
import { broadcasting } from './internal/broadcasting.ts'
import type { Operand, Variable } from './tape.ts'

const product = expression((a, b) => mulTerm(a, b))

/**
 * a ∘ b, element by element. Operands of one row or one column are repeated along it; at least one
 * must be a variable.
 *
 * @throws ShapeError if the shapes do not broadcast
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { mul } from '@kq/nn/mul'
 *
 * const x = createTape().variable([[1, 2]])
 * mul(x, [[10, 20]]).value // [[10, 40]]
 * ```
 */
export const mul: (a: Operand, b: Operand) => Variable = broadcasting({
  name: 'mul',
  forward: product,
  left: (g, _a, b) => [product, g, b],
  right: (g, a) => [product, g, a],
})
