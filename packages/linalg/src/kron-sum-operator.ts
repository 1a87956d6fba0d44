/*
 * A ⊕ B = A ⊗ I + I ⊗ B as an operator that is never formed: Horn and Johnson, Topics in Matrix Analysis
 * (1991), section 4.4.
 *
 *   (A ⊕ B)ᵀ = Aᵀ ⊕ Bᵀ       tr(A ⊕ B) = n tr A + m tr B       exp(A ⊕ B) = exp(A) ⊗ exp(B)
 */
import { matrices } from './as-matrix.ts'
import { add, expression, mul } from './expression.ts'
import type { HostMatrix } from './host.ts'
import { assertSquare } from './internal/assert-square.ts'
import { kronSumMatvec } from './kron-sum-matvec.ts'
import { kronSumSolve } from './kron-sum-solve.ts'
import { kronSum } from './kron-sum.ts'
import { map } from './map.ts'
import type { HostMatrixLike, Matrix, MatrixLike, VectorLike } from './matrix.ts'
import { scope } from './scope.ts'
import { trace } from './trace.ts'
import { transpose } from './transpose.ts'

/**
 * The Kronecker sum of two square matrices as a linear operator. What it returns is of their engine;
 * vectors stack the columns of matrices, as in `kronSumMatvec`.
 */
export interface KronSumOperator<M extends Matrix = Matrix> {
  readonly rows: number
  readonly columns: number
  /** A of A ⊕ B, m×m. */
  readonly a: M
  /** B of A ⊕ B, n×n. */
  readonly b: M
  /** (A ⊕ B) V for an mn×r matrix V. */
  matvec(v: VectorLike): M
  /** Aᵀ ⊕ Bᵀ. */
  transpose(): KronSumOperator<M>
  /** (A ⊕ B)⁻¹ V for symmetric A and B, whose eigenvalues are computed on every call. */
  solve(v: VectorLike): M
  /** n tr A + m tr B, 1×1. */
  trace(): M
  /** The sum, formed: mn×mn numbers. */
  toDense(): M
}

const weightedSum = /* @__PURE__ */ expression((n, x, m, y) => add(mul(n, x), mul(m, y)))

/**
 * The lazy A ⊕ B. Nothing is computed until a method is called, and no method but `toDense` forms the
 * sum.
 *
 * @param a - m×m
 * @param b - n×n
 * @throws ShapeError if A or B is not square
 *
 * @example
 * ```ts
 * import { kronSumOperator } from '@kq/linalg/kron-sum-operator'
 *
 * const operator = kronSumOperator([[1, 0], [0, 3]], [[1]])
 * operator.matvec([2, 2]).toArray() // [[4], [8]]
 * operator.trace().get(0, 0) // 6
 * ```
 */
export function kronSumOperator(a: HostMatrixLike, b: HostMatrixLike): KronSumOperator<HostMatrix>
export function kronSumOperator(a: MatrixLike, b: MatrixLike): KronSumOperator
export function kronSumOperator(a: MatrixLike, b: MatrixLike): KronSumOperator {
  const [A, B] = matrices(a, b)
  assertSquare('kronSumOperator', { A, B })
  const size = A.rows * B.rows
  return {
    rows: size,
    columns: size,
    a: A,
    b: B,
    matvec: (v) => kronSumMatvec(A, B, v),
    transpose: () => kronSumOperator(transpose(A), transpose(B)),
    solve: (v) => kronSumSolve(A, B, v),
    trace: () => scope(() => map(weightedSum, B.rows, trace(A), A.rows, trace(B))),
    toDense: () => kronSum(A, B),
  }
}
