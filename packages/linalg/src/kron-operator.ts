/*
 * A ⊗ B as an operator that is never formed, by the identities of Van Loan, "The ubiquitous
 * Kronecker product", J. Comput. Appl. Math. 123 (2000):
 *
 *   (A ⊗ B)ᵀ = Aᵀ ⊗ Bᵀ            (A ⊗ B)(C ⊗ D) = AC ⊗ BD      tr(A ⊗ B) = tr A · tr B
 *   (A ⊗ B)⁻¹ = A⁻¹ ⊗ B⁻¹          det(A ⊗ B) = det(A)ⁿ det(B)ᵐ for m×m A and n×n B
 */
import { matrices } from './as-matrix.ts'
import { cholesky } from './cholesky.ts'
import { ShapeError } from './errors.ts'
import { add, columnIndex, eq, exp, expression, log, mul, rowIndex, where } from './expression.ts'
import { gemm } from './gemm.ts'
import type { HostMatrix } from './host.ts'
import { kronMatvec } from './kron-matvec.ts'
import { kron } from './kron.ts'
import { kronSolve } from './kron-solve.ts'
import { map, reduce } from './map.ts'
import {
  type HostMatrixLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'
import { scope } from './scope.ts'
import { spdInverse } from './spd-inverse.ts'
import { transpose } from './transpose.ts'

/**
 * The Kronecker product of two matrices as a linear operator. What it returns is of the factors'
 * engine; vectors stack the columns of matrices, as in `kronMatvec`.
 */
export interface KronOperator<M extends Matrix = Matrix> {
  readonly rows: number
  readonly columns: number
  /** A of A ⊗ B, m×n. */
  readonly a: M
  /** B of A ⊗ B, p×q. */
  readonly b: M
  /** (A ⊗ B) V for an nq×r matrix V. */
  matvec(v: VectorLike): M
  /** Aᵀ ⊗ Bᵀ. */
  transpose(): KronOperator<M>
  /** (A ⊗ B)(C ⊗ D) = AC ⊗ BD. @throws ShapeError unless AC and BD exist, each for itself */
  compose(other: KronOperator<M>): KronOperator<M>
  /** (A ⊗ B)⁻¹ V for symmetric positive definite factors. They are factored on every call. */
  solve(v: VectorLike): M
  /** A⁻¹ ⊗ B⁻¹ for symmetric positive definite factors. */
  inverse(): KronOperator<M>
  /** tr A · tr B for square factors, 1×1. */
  trace(): M
  /** log det(A ⊗ B) for symmetric positive definite factors, 1×1. */
  logDeterminant(): M
  /** det(A ⊗ B) for symmetric positive definite factors, 1×1; overflows where its logarithm does not. */
  determinant(): M
  /** The product, formed: mp×nq numbers. */
  toDense(): M
}

const diagonal = /* @__PURE__ */ expression((x) => where(eq(rowIndex, columnIndex), x, 0))
const logDiagonal = /* @__PURE__ */ expression((x) => where(eq(rowIndex, columnIndex), log(x), 0))
const product = /* @__PURE__ */ expression((x, y) => mul(x, y))
const exponential = /* @__PURE__ */ expression((x) => exp(x))
// det A = (Π Lᵢᵢ)² for A = L Lᵀ.
const combineLogs = /* @__PURE__ */ expression((logA, logB, m, n) =>
  mul(2, add(mul(n, logA), mul(m, logB))),
)

/**
 * The lazy A ⊗ B. Nothing is computed until a method is called, and no method but `toDense` forms
 * the product.
 *
 * @param a - m×n
 * @param b - p×q
 *
 * @example
 * ```ts
 * import { kronOperator } from '@kq/linalg/kron-operator'
 *
 * const operator = kronOperator([[4, 0], [0, 16]], [[1, 0], [0, 1]])
 * operator.matvec([1, 1, 1, 1]).toArray() // [[4], [4], [16], [16]]
 * operator.inverse().trace().get(0, 0) // 0.625
 * ```
 */
export function kronOperator(a: HostMatrixLike, b: HostMatrixLike): KronOperator<HostMatrix>
export function kronOperator(a: MatrixLike, b: MatrixLike): KronOperator
export function kronOperator(a: MatrixLike, b: MatrixLike): KronOperator {
  const [A, B] = matrices(a, b)
  return {
    rows: A.rows * B.rows,
    columns: A.columns * B.columns,
    a: A,
    b: B,
    matvec: (v) => kronMatvec(A, B, v),
    transpose: () => kronOperator(transpose(A), transpose(B)),
    compose: (other) => scope(() => kronOperator(gemm(A, other.a), gemm(B, other.b))),
    solve: (v) => kronSolve(A, B, v),
    inverse: () => scope(() => kronOperator(spdInverse(A), spdInverse(B))),
    trace: () => trace(A, B),
    logDeterminant: () => logDeterminant(A, B),
    determinant: () => scope(() => map(exponential, logDeterminant(A, B))),
    toDense: () => kron(A, B),
  }
}

function trace(A: Matrix, B: Matrix): Matrix {
  assertSquare('trace', A, B)
  return scope(() =>
    map(product, reduce('sum', 'all', diagonal, A), reduce('sum', 'all', diagonal, B)),
  )
}

function logDeterminant(A: Matrix, B: Matrix): Matrix {
  assertSquare('logDeterminant', A, B)
  const logOfFactor = (X: Matrix): Matrix => reduce('sum', 'all', logDiagonal, cholesky(X))
  return scope(() => map(combineLogs, logOfFactor(A), logOfFactor(B), A.rows, B.rows))
}

function assertSquare(operation: string, A: Matrix, B: Matrix): void {
  if (A.rows !== A.columns || B.rows !== B.columns) {
    throw new ShapeError(
      `kronOperator.${operation}: A is ${shapeText(A)} and B ${shapeText(B)}; expected square matrices`,
    )
  }
}
