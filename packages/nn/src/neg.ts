import { expression, neg as negTerm } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import type { Variable } from './tape.ts'

const negated = expression((x) => negTerm(x))

/** −x. */
export const neg = (x: Variable): Variable =>
  x.tape.record(map(negated, x.value), [{ variable: x, vjp: (g) => map(negated, g) }])
