import { matrix } from './as-matrix.ts'
import type { Block } from './engine.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { track } from './scope.ts'

/**
 * A block of rows and columns, ends exclusive; bounds left out reach to the border. A view on the
 * host engine, without a copy.
 *
 * @throws ShapeError if the block leaves the matrix
 *
 * @example
 * ```ts
 * import { slice } from '@kq/linalg/slice'
 *
 * slice([[1, 2, 3], [4, 5, 6]], { columnEnd: 2 }).toArray() // [[1, 2], [4, 5]]
 * ```
 */
export function slice(a: HostVectorLike, block: Partial<Block>): HostMatrix
export function slice(a: VectorLike, block: Partial<Block>): Matrix
export function slice(a: VectorLike, block: Partial<Block>): Matrix {
  const A = matrix(a)
  const { rowStart = 0, rowEnd = A.rows, columnStart = 0, columnEnd = A.columns } = block
  const inside = (start: number, end: number, size: number): boolean =>
    Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= size
  if (!inside(rowStart, rowEnd, A.rows) || !inside(columnStart, columnEnd, A.columns)) {
    throw new ShapeError(
      `slice: rows ${rowStart}…${rowEnd} and columns ${columnStart}…${columnEnd} (ends exclusive) are not inside ${shapeText(A)}`,
    )
  }
  return track(A.engine.slice(A, { rowStart, rowEnd, columnStart, columnEnd }))
}
