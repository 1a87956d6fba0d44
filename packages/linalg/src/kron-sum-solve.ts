/*
 * (A ⊕ B)⁻¹ for symmetric A = Q Λ Qᵀ and B = P M Pᵀ: the eigenvalues of A ⊕ B are λᵢ + μⱼ, its
 * eigenvectors qᵢ ⊗ pⱼ. That is Sylvester's equation B X + X A = Y, diagonalised: Golub and Van Loan,
 * Matrix Computations (4th ed.), section 7.6.3; Lynch, Rice and Thomas, "Direct solution of partial
 * difference equations by tensor product methods", Numer. Math. 6 (1964).
 */
import { hostMatrix, matrices } from './as-matrix.ts'
import { zeros } from './constant.ts'
import { epsilon } from './dtype.ts'
import { eigh } from './eigh.ts'
import { SingularMatrixError } from './errors.ts'
import { add, div, expression } from './expression.ts'
import { gemm } from './gemm.ts'
import type { HostMatrix } from './host.ts'
import { mapUnstacked } from './internal/unstacked.ts'
import { assertSumOperands } from './kron-sum-matvec.ts'
import { map } from './map.ts'
import type { HostMatrixLike, HostVectorLike, Matrix, MatrixLike, VectorLike } from './matrix.ts'
import { scope } from './scope.ts'
import { transpose } from './transpose.ts'

const quotient = /* @__PURE__ */ expression((y, lambda, mu) => div(y, add(lambda, mu)))

/**
 * (A ⊕ B)⁻¹ V for symmetric A and B, without forming the sum, by the eigendecompositions of A and B:
 * every column of V is vec(Y) of an n×m matrix Y, its columns stacked, and becomes vec(X) with
 * B X + X A = Y. Only the lower triangles of A and B are read.
 *
 * @param a - m×m
 * @param b - n×n
 * @param v - mn×r: r right-hand sides
 * @returns mn×r
 * @throws ShapeError if A or B is not square, or V does not have mn rows
 * @throws SingularMatrixError if some λᵢ + μⱼ is 0 to working precision, max(m, n) ε (‖A‖ + ‖B‖);
 * its number counts i·n + j
 * @throws NonFiniteMatrixError for NaN and infinities in A or B
 * @throws EngineError where the values are not in ordinary memory
 *
 * @example
 * ```ts
 * import { kronSumSolve } from '@kq/linalg/kron-sum-solve'
 *
 * kronSumSolve([[1, 0], [0, 3]], [[1]], [4, 8]).toArray() // [[2], [2]]
 * ```
 */
export function kronSumSolve(a: HostMatrixLike, b: HostMatrixLike, v: HostVectorLike): HostMatrix
export function kronSumSolve(a: MatrixLike, b: MatrixLike, v: VectorLike): Matrix
export function kronSumSolve(a: MatrixLike, b: MatrixLike, v: VectorLike): Matrix {
  return scope(() => {
    const [A, B, V] = matrices(a, b, v)
    assertSumOperands('kronSumSolve', A, B, V)
    const first = eigh(A)
    const second = eigh(B)
    assertRegular(first.values, second.values)
    const [Q, P] = [first.vectors, second.vectors]
    const mu = transpose(second.values)
    const stacked = mapUnstacked(V, A.rows, B.rows, (W) =>
      W.map((w) => {
        const inEigenbasis = gemm(gemm(Q, w, { transposeA: true }), P)
        const divided = map(quotient, inEigenbasis, first.values, mu)
        return gemm(gemm(Q, divided), P, { transposeB: true })
      }),
    )
    return stacked ?? zeros(V.rows, 0, A.engine)
  })
}

function assertRegular(lambda: Matrix, mu: Matrix): void {
  const [a, b] = [lambda, mu].map((column) =>
    hostMatrix(column, 'kronSumSolve')
      .toArray()
      .map(([value]) => value),
  )
  const norm = (values: readonly number[]): number => Math.max(0, ...values.map(Math.abs))
  const rounding = Math.max(a.length, b.length) * epsilon[lambda.dtype] * (norm(a) + norm(b))
  a.forEach((x, i) =>
    b.forEach((y, j) => {
      if (Math.abs(x + y) > rounding) return
      throw new SingularMatrixError('kronSumSolve', i * b.length + j, x + y, 'eigenvalue')
    }),
  )
}
