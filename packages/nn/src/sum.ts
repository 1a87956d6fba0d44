import type { Axis } from '@kq/linalg/engine'
import { expression } from '@kq/linalg/expression'
import { generate, reduce } from '@kq/linalg/map'
import type { Variable } from './tape.ts'

const same = expression((x) => x)

/**
 * Sums: over `'rows'` (one row remains), over `'columns'` (one column remains), or over `'all'`
 * elements (1×1). The sum of nothing is 0.
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { sum } from '@kq/nn/sum'
 *
 * const x = createTape().variable([[1, 2], [3, 4]])
 * sum(x, 'rows').value // [[4, 6]]
 * ```
 */
export const sum = (x: Variable, axis: Axis | 'all' = 'all'): Variable =>
  x.tape.record(reduce('sum', axis, same, x.value), [
    { variable: x, vjp: (g) => generate(g.engine, x, same, g) },
  ])
