/*
 * A = Q R by Householder reflections: Golub and Van Loan, Matrix Computations (4th ed.), section 5.2.
 */
import { matrix } from './as-matrix.ts'
import type { HostMatrix } from './host.ts'
import { likeA, rescale, type Work, workOn } from './internal/decomposition.ts'
import { type CompactQr, factorQr, formQ, formR } from './internal/host/qr-kernel.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/** A = Q R; k = min(m, n). */
export interface Qr<M extends Matrix = Matrix> {
  /** m×k, or m×m where it is full; its columns are orthonormal, whatever the rank of A. */
  readonly Q: M
  /** k×n, or m×n where it is full: upper triangular, no element of its diagonal negative. */
  readonly R: M
}

/** Options of {@link qr}. */
export interface QrOptions {
  /** Whether Q is square; R then has rows of zeros below the first n. @defaultValue `false` */
  readonly full?: boolean
}

/**
 * The QR factorization A = Q R of a matrix of any shape and rank. As the diagonal of R is not
 * negative, there is one for a matrix of full column rank, and R is then the transpose of the Cholesky
 * factor of AᵀA. Computed in float64 on the host.
 *
 * @param a - m×n
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { qr } from '@kq/linalg/qr'
 *
 * qr([[0, 1], [2, 5]]).R.toArray() // [[2, 5], [0, 1]]
 * ```
 */
export function qr(a: HostMatrixLike, options?: QrOptions): Qr<HostMatrix>
export function qr(a: MatrixLike, options?: QrOptions): Qr
export function qr(a: MatrixLike, { full = false }: QrOptions = {}): Qr {
  return scope(() => {
    const work = workOn('qr', matrix(a))
    const { rows, columns } = work.A
    const compact = factorQr(work.values, rows, columns, false)
    return explicitQr(work, compact, full ? rows : Math.min(rows, columns))
  })
}

/** The first `size` columns of Q and rows of R, with signs that make the diagonal of R no less than 0. */
export function explicitQr(work: Work, compact: CompactQr, size: number): Qr<HostMatrix> {
  const { rows, columns } = compact
  const Q = formQ(compact, size)
  const R = formR(compact, size)
  for (let k = 0; k < compact.beta.length; k++) {
    if (R[k * columns + k] >= 0) continue
    for (let i = 0; i < rows; i++) Q[i * size + k] *= -1
    for (let j = k; j < columns; j++) R[k * columns + j] *= -1
  }
  return {
    Q: likeA(work, Q, rows, size),
    R: likeA(work, rescale(R, work.scale), size, columns),
  }
}
