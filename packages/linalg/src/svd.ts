/*
 * A = U Σ Vᵀ by a pivoted QR and one-sided Jacobi: internal/host/svd-kernel.ts.
 */
import { matrix } from './as-matrix.ts'
import type { HostMatrix } from './host.ts'
import { likeA, rescale, transposedValues, type Work, workOn } from './internal/decomposition.ts'
import { tallSingularValues, tallSvd } from './internal/host/svd-kernel.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/** A = U diag(s) Vᵀ; k = min(m, n). */
export interface Svd<M extends Matrix = Matrix> {
  /** m×k, or m×m where it is full; its columns are orthonormal, whatever the rank of A. */
  readonly U: M
  /** The singular values, the largest first, none negative: k×1. */
  readonly s: M
  /** n×k, or n×n where it is full; its columns are orthonormal. */
  readonly V: M
}

/** Options of {@link svd}. */
export interface SvdOptions {
  /**
   * Whether U and V are square: columns for the complements of what A maps from and to follow the
   * first k.
   * @defaultValue `false`
   */
  readonly full?: boolean
}

/**
 * The singular value decomposition A = U diag(s) Vᵀ of a matrix of any shape and rank. Computed in
 * float64 on the host, whatever the size of the elements. Small singular values of a matrix whose
 * columns are of different sizes keep their digits.
 *
 * @param a - m×n
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { svd } from '@kq/linalg/svd'
 *
 * const { U, s, V } = svd([[0, 3, 0], [2, 0, 0]]) // U is 2×2, V 3×2
 * s.toArray() // [[3], [2]]
 * ```
 */
export function svd(a: HostMatrixLike, options?: SvdOptions): Svd<HostMatrix>
export function svd(a: MatrixLike, options?: SvdOptions): Svd
export function svd(a: MatrixLike, { full = false }: SvdOptions = {}): Svd {
  return scope(() => {
    const work = workOn('svd', matrix(a))
    const { values, long, short } = tall(work)
    const columns = full ? long : short
    const found = tallSvd(values, long, short, columns)
    const left = likeA(work, found.u, long, columns)
    const right = likeA(work, found.v, short, short)
    const s = likeA(work, rescale(found.s, work.scale), short, 1)
    return work.A.rows >= work.A.columns ? { U: left, s, V: right } : { U: right, s, V: left }
  })
}

/**
 * The singular values alone, the largest first: less than half the work of {@link svd}.
 *
 * @param a - m×n
 * @returns min(m, n)×1
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { singularValues } from '@kq/linalg/svd'
 *
 * singularValues([[0, 3], [2, 0]]).toArray() // [[3], [2]]
 * ```
 */
export function singularValues(a: HostMatrixLike): HostMatrix
export function singularValues(a: MatrixLike): Matrix
export function singularValues(a: MatrixLike): Matrix {
  return scope(() => {
    const work = workOn('singularValues', matrix(a))
    const { values, long, short } = tall(work)
    return likeA(work, rescale(tallSingularValues(values, long, short), work.scale), short, 1)
  })
}

/** The values, transposed where A is wide. */
function tall({ A, values }: Work): {
  readonly values: Float64Array
  readonly long: number
  readonly short: number
} {
  const { rows, columns } = A
  if (rows >= columns) return { values, long: rows, short: columns }
  return { values: transposedValues(values, rows, columns), long: columns, short: rows }
}
