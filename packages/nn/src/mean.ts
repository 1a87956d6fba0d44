import type { Axis } from '@kq/linalg/engine'
import { ShapeError } from '@kq/linalg/errors'
import { div, expression } from '@kq/linalg/expression'
import { generate, reduce } from '@kq/linalg/map'
import { shapeText } from '@kq/linalg/matrix'
import type { Variable } from './tape.ts'

const same = expression((x) => x)
const share = expression((g, count) => div(g, count))

/**
 * Means: over `'rows'` (one row remains), over `'columns'` (one column remains), or over `'all'`
 * elements (1×1).
 *
 * @throws ShapeError if there is nothing to take the mean of
 *
 * @example
 * ```ts
 * import { createTape } from '@kq/nn/tape'
 * import { mean } from '@kq/nn/mean'
 *
 * const x = createTape().variable([[1, 2], [3, 4]])
 * mean(x).value // [[2.5]]
 * ```
 */
export function mean(x: Variable, axis: Axis | 'all' = 'all'): Variable {
  const count = axis === 'rows' ? x.rows : axis === 'columns' ? x.columns : x.rows * x.columns
  if (count === 0) {
    throw new ShapeError(
      `mean: the variable is ${shapeText(x)}; the mean over ${axis} needs at least one number`,
    )
  }
  return x.tape.record(reduce('mean', axis, same, x.value), [
    { variable: x, vjp: (g) => generate(g.engine, x, share, g, count) },
  ])
}
