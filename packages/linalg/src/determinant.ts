/*
 * det A = det P · Π U[k, k] for P A = L U: Golub and Van Loan, Matrix Computations (4th ed.), section 3.2.
 */
import { hostMatrix, matrix } from './as-matrix.ts'
import { assertSquare } from './internal/assert-square.ts'
import { lu } from './lu.ts'
import type { MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/** A determinant, `sign · exp(logAbs)`, that neither overflows nor vanishes. */
export interface LogDeterminant {
  /** 0 where the determinant is. */
  readonly sign: -1 | 0 | 1
  /** log |det A|; −∞ where the determinant is 0. */
  readonly logAbs: number
}

/**
 * The sign and the logarithm of a determinant, by LU. The matrix without elements has determinant 1.
 *
 * @param a - n×n
 * @throws ShapeError if A is not square
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { logDeterminant } from '@kq/linalg/determinant'
 *
 * const { sign, logAbs } = logDeterminant([[0, 2], [2, 0]])
 * sign // -1
 * Math.round(Math.exp(logAbs)) // 4
 * ```
 */
export function logDeterminant(a: MatrixLike): LogDeterminant {
  const { sign, diagonal } = factors('logDeterminant', a)
  let logAbs = 0
  let total: -1 | 0 | 1 = sign
  for (const pivot of diagonal) {
    if (pivot === 0) return { sign: 0, logAbs: Number.NEGATIVE_INFINITY }
    if (pivot < 0) total = total === 1 ? -1 : 1
    logAbs += Math.log(Math.abs(pivot))
  }
  return { sign: total, logAbs }
}

/**
 * The determinant, by LU. It overflows or vanishes where {@link logDeterminant} does not.
 *
 * @param a - n×n
 * @throws ShapeError if A is not square
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { determinant } from '@kq/linalg/determinant'
 *
 * determinant([[0, 2], [2, 0]]) // -4
 * ```
 */
export function determinant(a: MatrixLike): number {
  const { sign, diagonal } = factors('determinant', a)
  // Powers of two apart, so that no order of the factors overflows on the way to what does not.
  let product: number = sign
  let exponent = 0
  for (const pivot of diagonal) {
    product *= pivot
    while (Math.abs(product) >= 2 ** 300 && Number.isFinite(product)) {
      product *= 2 ** -300
      exponent += 300
    }
    while (product !== 0 && Math.abs(product) < 2 ** -300) {
      product *= 2 ** 300
      exponent -= 300
    }
  }
  for (; exponent > 0; exponent -= 300) product *= 2 ** 300
  for (; exponent < 0; exponent += 300) product *= 2 ** -300
  // No −0.
  return product + 0
}

function factors(
  operation: string,
  a: MatrixLike,
): { readonly sign: 1 | -1; readonly diagonal: readonly number[] } {
  return scope(() => {
    const A = matrix(a)
    assertSquare(operation, { A })
    const { U, sign } = lu(hostMatrix(A, operation))
    return { sign, diagonal: Array.from({ length: A.rows }, (_, k) => U.get(k, k)) }
  })
}
