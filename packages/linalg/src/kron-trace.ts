/*
 * tr(A ⊗ B) = tr A · tr B: Van Loan, "The ubiquitous Kronecker product", J. Comput. Appl. Math. 123 (2000).
 */
import { matrices } from './as-matrix.ts'
import { expression, mul } from './expression.ts'
import type { HostMatrix } from './host.ts'
import { assertSquare } from './internal/assert-square.ts'
import { map } from './map.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'
import { trace } from './trace.ts'

const product = /* @__PURE__ */ expression((x, y) => mul(x, y))

/**
 * The trace of A ⊗ B, tr A · tr B, on any engine.
 *
 * @param a - m×m
 * @param b - n×n
 * @returns 1×1
 * @throws ShapeError if A or B is not square
 *
 * @example
 * ```ts
 * import { kronTrace } from '@kq/linalg/kron-trace'
 *
 * kronTrace([[1, 2], [3, 4]], [[2]]).get(0, 0) // 10
 * ```
 */
export function kronTrace(a: HostMatrixLike, b: HostMatrixLike): HostMatrix
export function kronTrace(a: MatrixLike, b: MatrixLike): Matrix
export function kronTrace(a: MatrixLike, b: MatrixLike): Matrix {
  return scope(() => {
    const [A, B] = matrices(a, b)
    assertSquare('kronTrace', { A, B })
    return map(product, trace(A), trace(B))
  })
}
