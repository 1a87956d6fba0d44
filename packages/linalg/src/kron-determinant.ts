/*
 * det(A ⊗ B) = det(A)ⁿ det(B)ᵐ for m×m A and n×n B: Van Loan, "The ubiquitous Kronecker product", J. Comput.
 * Appl. Math. 123 (2000).
 */
import { matrices } from './as-matrix.ts'
import { type LogDeterminant, logDeterminant } from './determinant.ts'
import { assertSquare } from './internal/assert-square.ts'
import type { MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/**
 * The sign and the logarithm of det(A ⊗ B) for any square factors, by LU of each. `kronOperator` has
 * the same for positive definite factors by Cholesky, on any engine.
 *
 * @param a - m×m
 * @param b - n×n
 * @throws ShapeError if A or B is not square
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values are not in ordinary memory
 *
 * @example
 * ```ts
 * import { kronLogDeterminant } from '@kq/linalg/kron-determinant'
 *
 * const { sign, logAbs } = kronLogDeterminant([[-3]], [[2, 0], [0, 1]])
 * sign // 1
 * Math.round(Math.exp(logAbs)) // 18
 * ```
 */
export function kronLogDeterminant(a: MatrixLike, b: MatrixLike): LogDeterminant {
  return scope(() => {
    const [A, B] = matrices(a, b)
    assertSquare('kronLogDeterminant', { A, B })
    const [m, n] = [A.rows, B.rows]
    if (m * n === 0) return { sign: 1, logAbs: 0 }
    const [first, second] = [logDeterminant(A), logDeterminant(B)]
    const sign = first.sign * second.sign === 0 ? 0 : power(first.sign, n) * power(second.sign, m)
    return {
      sign: sign as LogDeterminant['sign'],
      logAbs: sign === 0 ? Number.NEGATIVE_INFINITY : n * first.logAbs + m * second.logAbs,
    }
  })
}

const power = (sign: number, exponent: number): number => (exponent % 2 === 0 ? 1 : sign)
