import { concat } from '../concat.ts'
import type { Axis } from '../engine.ts'
import type { Matrix } from '../matrix.ts'
import { reshape } from '../reshape.ts'
import { slice } from '../slice.ts'

/**
 * Applies `transform` to the matrices W_k whose rows, one after the other, are the columns of V, and
 * turns the rows of the results into columns again. W_k is Xᵀ where column k of V is vec(X). Undefined
 * where V has no column.
 *
 * @param rows - of each W_k
 * @param columns - of each W_k
 */
export function mapUnstacked(
  V: Matrix,
  rows: number,
  columns: number,
  transform: (W: readonly Matrix[]) => readonly Matrix[],
): Matrix | undefined {
  if (V.columns === 0) return undefined
  const W = Array.from({ length: V.columns }, (_, k) =>
    reshape(slice(V, { columnStart: k, columnEnd: k + 1 }), rows, columns),
  )
  return join(
    'columns',
    transform(W).map((Z) => reshape(Z, Z.rows * Z.columns, 1)),
  )
}

/** {@link concat}, without a copy of what is alone. */
export const join = (axis: Axis, parts: readonly Matrix[]): Matrix =>
  parts.length === 1 ? (parts[0] as Matrix) : concat(axis, ...parts)

/** What {@link join} made one of: so many pieces of equal size. */
export function split(a: Matrix, axis: Axis, count: number): Matrix[] {
  if (count === 1) return [a]
  const size = a[axis] / count
  return Array.from({ length: count }, (_, k) =>
    axis === 'rows'
      ? slice(a, { rowStart: k * size, rowEnd: (k + 1) * size })
      : slice(a, { columnStart: k * size, columnEnd: (k + 1) * size }),
  )
}
