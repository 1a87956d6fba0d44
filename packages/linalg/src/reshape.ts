import { matrix } from './as-matrix.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { reshape as unchecked } from './internal/reshaped.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { scope } from './scope.ts'
import { slice } from './slice.ts'

/**
 * The same numbers, row after row, in another shape. On the host engine a view, without a copy, where
 * rows follow each other evenly in memory, as they do in all results of operations and in columns of
 * any stride; other matrices are copied.
 *
 * @param a - of rows · columns numbers
 * @throws ShapeError if A has more or fewer
 *
 * @example
 * ```ts
 * import { reshape } from '@kq/linalg/reshape'
 *
 * reshape([[1, 2, 3], [4, 5, 6]], 3, 2).toArray() // [[1, 2], [3, 4], [5, 6]]
 * ```
 */
export function reshape(a: HostVectorLike, rows: number, columns: number): HostMatrix
export function reshape(a: VectorLike, rows: number, columns: number): Matrix
export function reshape(a: VectorLike, rows: number, columns: number): Matrix {
  return scope(() => {
    const A = matrix(a)
    const isShape = [rows, columns].every((size) => Number.isInteger(size) && size >= 0)
    if (!isShape || A.rows * A.columns !== rows * columns) {
      throw new ShapeError(
        `reshape: A is ${shapeText(A)}, of ${A.rows * A.columns} numbers; ${rows}×${columns} was asked for`,
      )
    }
    const reshaped = unchecked(A, rows, columns)
    return reshaped === A ? slice(A, {}) : reshaped
  })
}
