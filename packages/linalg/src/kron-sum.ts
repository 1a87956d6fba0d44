import { matrices } from './as-matrix.ts'
import { identity } from './constant.ts'
import { add, expression } from './expression.ts'
import type { HostMatrix } from './host.ts'
import { assertSquare } from './internal/assert-square.ts'
import { kron } from './kron.ts'
import { map } from './map.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

const sum = /* @__PURE__ */ expression((x, y) => add(x, y))

/**
 * The Kronecker sum A ⊕ B = A ⊗ I + I ⊗ B, formed. Prefer `kronSumMatvec`, `kronSumSolve` or
 * `kronSumOperator`, which never form it. Source: Horn and Johnson, Topics in Matrix Analysis (1991),
 * section 4.4, who put the factors the other way around.
 *
 * @param a - m×m
 * @param b - n×n
 * @returns mn×mn
 * @throws ShapeError if A or B is not square
 *
 * @example
 * ```ts
 * import { kronSum } from '@kq/linalg/kron-sum'
 *
 * kronSum([[10, 0], [0, 20]], [[1, 2], [3, 4]]).toArray()[0] // [11, 2, 0, 0]
 * ```
 */
export function kronSum(a: HostMatrixLike, b: HostMatrixLike): HostMatrix
export function kronSum(a: MatrixLike, b: MatrixLike): Matrix
export function kronSum(a: MatrixLike, b: MatrixLike): Matrix {
  return scope(() => {
    const [A, B] = matrices(a, b)
    assertSquare('kronSum', { A, B })
    const { engine } = A
    return map(sum, kron(A, identity(B.rows, 1, engine)), kron(identity(A.rows, 1, engine), B))
  })
}
