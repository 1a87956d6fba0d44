/*
 * The partial traces of a matrix on a product of two spaces, the adjoints of B ↦ I ⊗ B and A ↦ A ⊗ I:
 * Bhatia, Positive Definite Matrices (2007), section 4.3.
 *
 *   over the first:   Σᵢ M[i, i]          n×n, of the n×n blocks M[i, j]
 *   over the second:  [tr M[i, j]]        m×m
 */
import { matrix } from './as-matrix.ts'
import { concat } from './concat.ts'
import { zeros } from './constant.ts'
import { ShapeError } from './errors.ts'
import { add, columnIndex, eq, expression, rowIndex, where } from './expression.ts'
import type { HostMatrix } from './host.ts'
import { map, reduce } from './map.ts'
import { type HostMatrixLike, type Matrix, type MatrixLike, shapeText } from './matrix.ts'
import { discard, scope } from './scope.ts'
import { slice } from './slice.ts'

const sum = /* @__PURE__ */ expression((x, y) => add(x, y))
const diagonal = /* @__PURE__ */ expression((x) => where(eq(rowIndex, columnIndex), x, 0))

/**
 * The trace of a matrix on the product of a space of m and one of n dimensions over one of them, on any
 * engine: tr₁(A ⊗ B) = tr(A) B and tr₂(A ⊗ B) = tr(B) A.
 *
 * @param a - mn×mn
 * @param sizes - m and n
 * @param over - the space that is traced out
 * @returns n×n over the first, m×m over the second
 * @throws ShapeError if A is not mn×mn
 *
 * @example
 * ```ts
 * import { kron } from '@kq/linalg/kron'
 * import { partialTrace } from '@kq/linalg/partial-trace'
 *
 * const product = kron([[1, 2], [3, 4]], [[5]])
 * partialTrace(product, [2, 1], 'first').toArray() // [[25]]
 * partialTrace(product, [2, 1], 'second').toArray() // [[5, 10], [15, 20]]
 * ```
 */
export function partialTrace(
  a: HostMatrixLike,
  sizes: readonly [m: number, n: number],
  over: 'first' | 'second',
): HostMatrix
export function partialTrace(
  a: MatrixLike,
  sizes: readonly [m: number, n: number],
  over: 'first' | 'second',
): Matrix
export function partialTrace(
  a: MatrixLike,
  [m, n]: readonly [m: number, n: number],
  over: 'first' | 'second',
): Matrix {
  return scope(() => {
    const A = matrix(a)
    const size = m * n
    const areSizes = [m, n].every((count) => Number.isInteger(count) && count >= 0)
    if (!areSizes || A.rows !== size || A.columns !== size) {
      throw new ShapeError(
        `partialTrace: A is ${shapeText(A)}; expected ${size}×${size} for spaces of ${m} and ${n} dimensions`,
      )
    }
    const blockOf = (i: number, j: number): Matrix =>
      slice(A, { rowStart: i * n, rowEnd: (i + 1) * n, columnStart: j * n, columnEnd: (j + 1) * n })
    if (over === 'second') {
      if (m === 0) return zeros(0, 0, A.engine)
      const traces = (i: number): Matrix[] =>
        range(m).map((j) => reduce('sum', 'all', diagonal, blockOf(i, j)))
      return concat('rows', ...range(m).map((i) => concat('columns', ...traces(i))))
    }
    let total: Matrix = zeros(n, n, A.engine)
    for (const i of range(m)) {
      const last = total
      total = map(sum, last, blockOf(i, i))
      discard(last)
    }
    return total
  })
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index)
