/*
 * A P = Q R with column pivoting: Golub and Van Loan, Matrix Computations (4th ed.), section 5.4.2.
 */
import { matrix } from './as-matrix.ts'
import { epsilon } from './dtype.ts'
import type { HostMatrix } from './host.ts'
import { workOn } from './internal/decomposition.ts'
import { factorQr, rankOf } from './internal/host/qr-kernel.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { explicitQr, type Qr, type QrOptions } from './qr.ts'
import { scope } from './scope.ts'

/** A P = Q R. */
export interface PivotedQr<M extends Matrix = Matrix> extends Qr<M> {
  /** Column j of A P is column `permutation[j]` of A. */
  readonly permutation: Uint32Array
  /** How many elements of R's diagonal, which falls, exceed the tolerance times the first. */
  readonly rank: number
}

/** Options of {@link pivotedQr}. */
export interface PivotedQrOptions extends QrOptions {
  /**
   * From what share of R's first diagonal element on another one counts.
   * @defaultValue max(m, n) ε of the dtype
   */
  readonly tolerance?: number
}

/**
 * The QR factorization A P = Q R in which each column of A P is the one with the most left to explain:
 * the diagonal of R falls, and shows the rank of all but contrived matrices.
 *
 * @param a - m×n
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { pivotedQr } from '@kq/linalg/pivoted-qr'
 *
 * const { R, permutation, rank } = pivotedQr([[1, 2], [2, 4]])
 * rank // 1
 * permutation // [1, 0]
 * ```
 */
export function pivotedQr(a: HostMatrixLike, options?: PivotedQrOptions): PivotedQr<HostMatrix>
export function pivotedQr(a: MatrixLike, options?: PivotedQrOptions): PivotedQr
export function pivotedQr(
  a: MatrixLike,
  { full = false, tolerance }: PivotedQrOptions = {},
): PivotedQr {
  return scope(() => {
    const work = workOn('pivotedQr', matrix(a))
    const { rows, columns, dtype } = work.A
    const compact = factorQr(work.values, rows, columns, true)
    const rank = rankOf(compact, tolerance ?? Math.max(rows, columns) * epsilon[dtype])
    const { Q, R } = explicitQr(work, compact, full ? rows : Math.min(rows, columns))
    return { Q, R, permutation: compact.order, rank }
  })
}
