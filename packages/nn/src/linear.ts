import type { Elementwise } from './elementwise.ts'

/**
 * a itself: the activation of a layer that has none.
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { linear } from '@kq/nn/linear'
 *
 * const x = createTape().variable([[-1, 2]])
 * linear(x).value // [[-1, 2]]
 * ```
 */
export const linear: Elementwise = (x) => x
