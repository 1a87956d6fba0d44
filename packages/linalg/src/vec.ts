/*
 * Column stacking, the order in which (A ⊗ B) vec(X) = vec(B X Aᵀ) holds: Henderson and Searle,
 * "The vec-permutation matrix, the vec operator and Kronecker products" (1981).
 */
import { matrix } from './as-matrix.ts'
import { concat } from './concat.ts'
import { zeros } from './constant.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'
import { scope } from './scope.ts'
import { slice } from './slice.ts'

/**
 * vec(X): the columns of X, one below the other.
 *
 * @param x - m×n
 * @returns mn×1; element j·m + i is X[i, j]
 *
 * @example
 * ```ts
 * import { vec } from '@kq/linalg/vec'
 *
 * vec([[1, 3], [2, 4]]).toArray() // [[1], [2], [3], [4]]
 * ```
 */
export function vec(x: HostMatrixLike): HostMatrix
export function vec(x: MatrixLike): Matrix
export function vec(x: MatrixLike): Matrix {
  return scope(() => {
    const X = matrix(x)
    if (X.columns === 0) return zeros(0, 1, X.engine)
    const columns = Array.from({ length: X.columns }, (_, j) =>
      slice(X, { columnStart: j, columnEnd: j + 1 }),
    )
    return concat('rows', ...columns)
  })
}

/**
 * The inverse of {@link vec}: cuts a column into columns of `rows` numbers.
 *
 * @param v - mn×1
 * @param rows - m
 * @param columns - n
 * @returns m×n with vec(X) = v
 * @throws ShapeError if v is not a column of mn numbers
 *
 * @example
 * ```ts
 * import { unvec } from '@kq/linalg/vec'
 *
 * unvec([1, 2, 3, 4], 2, 2).toArray() // [[1, 3], [2, 4]]
 * ```
 */
export function unvec(v: HostVectorLike, rows: number, columns: number): HostMatrix
export function unvec(v: VectorLike, rows: number, columns: number): Matrix
export function unvec(v: VectorLike, rows: number, columns: number): Matrix {
  return scope(() => {
    const V = matrix(v)
    if (V.columns !== 1 || V.rows !== rows * columns) {
      throw new ShapeError(
        `unvec: v is ${shapeText(V)}; expected ${rows * columns}×1 for a ${rows}×${columns} matrix`,
      )
    }
    if (columns === 0) return zeros(rows, 0, V.engine)
    const parts = Array.from({ length: columns }, (_, j) =>
      slice(V, { rowStart: j * rows, rowEnd: (j + 1) * rows }),
    )
    return concat('columns', ...parts)
  })
}
