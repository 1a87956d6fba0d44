import type { Matrix } from '../matrix.ts'
import { join, reshape, split } from './reshaped.ts'

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
  const W = split(V, 'columns', V.columns).map((v) => reshape(v, rows, columns))
  return join(
    'columns',
    transform(W).map((Z) => reshape(Z, Z.rows * Z.columns, 1)),
  )
}
