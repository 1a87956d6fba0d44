import { expression, neg as negTerm } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import type { Variable } from './tape.ts'

const negated = expression((x) => negTerm(x))

/**
 * −x.
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { neg } from '@kq/nn/neg'
 *
 * const x = createTape().variable([[1, -2]])
 * neg(x).value // [[-1, 2]]
 * ```
 */
export const neg = (x: Variable): Variable =>
  x.tape.record(map(negated, x.value), [{ variable: x, vjp: (g) => map(negated, g) }])
