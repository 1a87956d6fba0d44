import { expression, mul } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import type { Variable } from './tape.ts'

const scaled = expression((x, factor) => mul(x, factor))

/**
 * `factor` times x. A factor that is a matrix or has a derivative is for `mul`.
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { scale } from '@kq/nn/scale'
 *
 * const x = createTape().variable([[1, 2]])
 * scale(x, 10).value // [[10, 20]]
 * ```
 */
export const scale = (x: Variable, factor: number): Variable =>
  x.tape.record(map(scaled, x.value, factor), [{ variable: x, vjp: (g) => map(scaled, g, factor) }])
