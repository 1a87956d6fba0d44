/*
 * P A = L U with partial pivoting: Golub and Van Loan, Matrix Computations (4th ed.), section 3.4.
 */
import { matrix } from './as-matrix.ts'
import type { HostMatrix } from './host.ts'
import { finiteValues, likeA } from './internal/decomposition.ts'
import { factorLu } from './internal/host/lu-kernel.ts'
import { rowMajor } from './internal/host/strided.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/** P A = L U; k = min(m, n). */
export interface Lu<M extends Matrix = Matrix> {
  /** m×k: lower triangular with ones on its diagonal, no element beyond ±1. */
  readonly L: M
  /** k×n: upper triangular. */
  readonly U: M
  /** Row i of P A is row `permutation[i]` of A. */
  readonly permutation: Uint32Array
  /** The determinant of P. */
  readonly sign: 1 | -1
}

/**
 * The LU factorization P A = L U of a matrix of any shape; a singular one has zeros on the diagonal of
 * U. Computed in float64 on the host.
 *
 * @param a - m×n
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { lu } from '@kq/linalg/lu'
 *
 * const { L, U, permutation } = lu([[1, 2], [2, 2]])
 * L.toArray() // [[1, 0], [0.5, 1]]
 * U.toArray() // [[2, 2], [0, 1]]
 * permutation // [1, 0]
 * ```
 */
export function lu(a: HostMatrixLike): Lu<HostMatrix>
export function lu(a: MatrixLike): Lu
export function lu(a: MatrixLike): Lu {
  return scope(() => {
    const work = finiteValues('lu', matrix(a))
    const { rows, columns } = work.A
    const { values } = work
    const { order, sign } = factorLu(rowMajor(values, rows, columns))
    const k = Math.min(rows, columns)
    const L = new Float64Array(rows * k)
    const U = values.slice(0, k * columns)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < Math.min(i, k); j++) L[i * k + j] = values[i * columns + j]
      if (i < k) {
        L[i * k + i] = 1
        U.fill(0, i * columns, i * columns + i)
      }
    }
    return {
      L: likeA(work, L, rows, k),
      U: likeA(work, U, k, columns),
      permutation: order,
      sign,
    }
  })
}
