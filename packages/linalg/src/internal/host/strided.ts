import type { Floats } from '../../dtype.ts'

export type { Floats } from '../../dtype.ts'

/**
 * A matrix as a walk over memory: row i, column j is `data[offset + i·rowStride + j·columnStride]`.
 * Strides of inputs may be zero (a repeated row) or negative (read backwards); the elements of an
 * output lie in distinct places.
 */
export interface Strided<F extends Floats = Floats> {
  readonly data: F
  readonly rows: number
  readonly columns: number
  readonly offset: number
  readonly rowStride: number
  readonly columnStride: number
}

/** `data` as a matrix whose rows begin `rowStride` apart. */
export const rowMajor = <F extends Floats>(
  data: F,
  rows: number,
  columns: number,
  rowStride: number = columns,
): Strided<F> => ({ data, rows, columns, offset: 0, rowStride, columnStride: 1 })

/** The transpose, in the same memory. */
export const transposed = <F extends Floats>(a: Strided<F>): Strided<F> => ({
  data: a.data,
  rows: a.columns,
  columns: a.rows,
  offset: a.offset,
  rowStride: a.columnStride,
  columnStride: a.rowStride,
})

/** The `rows`×`columns` block whose first element is A[row, column], in the same memory. */
export const block = <F extends Floats>(
  a: Strided<F>,
  row: number,
  column: number,
  rows: number,
  columns: number,
): Strided<F> => ({
  data: a.data,
  rows,
  columns,
  offset: a.offset + row * a.rowStride + column * a.columnStride,
  rowStride: a.rowStride,
  columnStride: a.columnStride,
})

/** The last row first, in the same memory. */
export const rowsReversed = <F extends Floats>(a: Strided<F>): Strided<F> => ({
  data: a.data,
  rows: a.rows,
  columns: a.columns,
  offset: a.offset + (a.rows - 1) * a.rowStride,
  rowStride: -a.rowStride,
  columnStride: a.columnStride,
})

/** The last column first, in the same memory. */
export const columnsReversed = <F extends Floats>(a: Strided<F>): Strided<F> =>
  transposed(rowsReversed(transposed(a)))

/** The last row and column first, which makes a lower triangle of an upper one and the reverse. */
export const reversed = <F extends Floats>(a: Strided<F>): Strided<F> =>
  columnsReversed(rowsReversed(a))
