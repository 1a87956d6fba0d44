import { add, expression } from '../../expression.ts'
import { map } from '../../map.ts'
import type { Matrix } from '../../matrix.ts'

const plus = /* @__PURE__ */ expression((a, b) => add(a, b))

/** The sum of matrices of one shape; undefined where there are none. */
export const sumOf = (parts: readonly Matrix[]): Matrix | undefined =>
  parts.reduce<Matrix | undefined>((sum, part) => (sum ? map(plus, sum, part) : part), undefined)
