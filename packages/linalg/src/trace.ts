import { matrix } from './as-matrix.ts'
import { columnIndex, eq, expression, rowIndex, where } from './expression.ts'
import type { HostMatrix } from './host.ts'
import { assertSquare } from './internal/assert-square.ts'
import { reduce } from './map.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

const diagonal = /* @__PURE__ */ expression((x) => where(eq(rowIndex, columnIndex), x, 0))

/**
 * The trace Σᵢ A[i, i], on any engine.
 *
 * @param a - n×n
 * @returns 1×1
 * @throws ShapeError if A is not square
 *
 * @example
 * ```ts
 * import { trace } from '@kq/linalg/trace'
 *
 * trace([[1, 2], [3, 4]]).get(0, 0) // 5
 * ```
 */
export function trace(a: HostMatrixLike): HostMatrix
export function trace(a: MatrixLike): Matrix
export function trace(a: MatrixLike): Matrix {
  return scope(() => {
    const A = matrix(a)
    assertSquare('trace', { A })
    return reduce('sum', 'all', diagonal, A)
  })
}
