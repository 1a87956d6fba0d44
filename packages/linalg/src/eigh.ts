/*
 * A = V Λ Vᵀ by Householder tridiagonalization and implicit QR steps: Golub and Van Loan, Matrix
 * Computations (4th ed.), sections 8.3.1 to 8.3.3.
 */
import { matrix } from './as-matrix.ts'
import type { HostMatrix } from './host.ts'
import { assertSquare } from './internal/assert-square.ts'
import { likeA, rescale, transposedValues, workOn } from './internal/decomposition.ts'
import { diagonalize } from './internal/host/diagonalize-kernel.ts'
import { accumulate, tridiagonalize } from './internal/host/tridiagonal-kernel.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/** A = V Λ Vᵀ. */
export interface Eigh<M extends Matrix = Matrix> {
  /** The eigenvalues, the least first: n×1. */
  readonly values: M
  /** V, n×n and orthogonal: column k is the eigenvector of `values[k]`. */
  readonly vectors: M
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, A = V Λ Vᵀ. Only the lower triangle of A is
 * read: whether A is symmetric is not looked at. Computed in float64 on the host, whatever the size
 * of the elements; errors of the eigenvalues are of the order of ε‖A‖.
 *
 * @param a - n×n
 * @throws ShapeError if A is not square
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { eigh } from '@kq/linalg/eigh'
 *
 * const { values, vectors } = eigh([[0, 2], [2, 3]])
 * values.toArray() // [[-1], [4]]
 * const [[x], [y]] = vectors.toArray()
 * Math.round(x / y) // -2
 * ```
 */
export function eigh(a: HostMatrixLike): Eigh<HostMatrix>
export function eigh(a: MatrixLike): Eigh
export function eigh(a: MatrixLike): Eigh {
  return scope(() => {
    const A = matrix(a)
    assertSquare('eigh', { A })
    const n = A.rows
    const work = workOn('eigh', A, 'lower')
    const beta = new Float64Array(n)
    const t = tridiagonalize(work.values, n, beta)
    const vt = accumulate(work.values, n, beta)
    diagonalize(t, vt)
    const order = [...t.d.keys()].sort((i, j) => t.d[i] - t.d[j])
    const rows = new Float64Array(n * n)
    order.forEach((from, k) => rows.set(vt.subarray(from * n, (from + 1) * n), k * n))
    const values = rescale(
      Float64Array.from(order, (from) => t.d[from]),
      work.scale,
    )
    return {
      values: likeA(work, values, n, 1),
      vectors: likeA(work, transposedValues(rows, n, n), n, n),
    }
  })
}
