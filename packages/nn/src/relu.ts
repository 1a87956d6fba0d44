import { expression, le, max, where } from '@kq/linalg/expression'
import { type Elementwise, elementwise } from './elementwise.ts'

/**
 * max(a, 0). The derivative at a ≤ 0 is 0, at 0 itself too.
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { relu } from '@kq/nn/relu'
 *
 * const x = createTape().variable([[-1, 2]])
 * relu(x).value // [[0, 2]]
 * ```
 */
export const relu: Elementwise = elementwise({
  forward: expression((a) => max(a, 0)),
  backward: expression((g, h) => where(le(h, 0), 0, g)),
  from: 'output',
})
