/*
 * Column stacking, the order in which (A ⊗ B) vec(X) = vec(B X Aᵀ) holds: Henderson and Searle,
 * "The vec-permutation matrix, the vec operator and Kronecker products" (1981).
 */
import { matrix } from './as-matrix.ts'
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
import { reshape } from './reshape.ts'
import { scope } from './scope.ts'
import { transpose } from './transpose.ts'

/**
 * vec(X): the columns of X, one below the other. On the host engine a view where X is the transpose of a
 * matrix that lies in one piece, otherwise a copy.
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
    return reshape(transpose(X), X.rows * X.columns, 1)
  })
}

/**
 * The inverse of {@link vec}: cuts a column into columns of `rows` numbers. On the host engine a view,
 * without a copy.
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
    return transpose(reshape(V, columns, rows))
  })
}
