import { hostMatrix, matrices } from '../as-matrix.ts'
import type { HostMatrix } from '../host.ts'
import type { MatrixLike, VectorLike } from '../matrix.ts'
import { assertColumns } from './assert-columns.ts'
import { assertSquare } from './assert-square.ts'
import { likeA, transposedValues } from './decomposition.ts'

/** A factor L that is to be changed by a column x. */
interface FactorAndVector {
  readonly L: HostMatrix
  /** Lᵀ, row-major, zeros below the diagonal: a copy, whose rows are the columns of L. */
  readonly u: Float64Array
  /** A copy. */
  readonly x: Float64Array
}

/** The operands of an update of a Cholesky factor. */
export function factorAndVector(operation: string, l: MatrixLike, x: VectorLike): FactorAndVector {
  const [first, second] = matrices(l, x)
  assertSquare(operation, { L: first })
  const n = first.rows
  assertColumns(operation, n, { x: second })
  const L = hostMatrix(first, operation)
  const column = hostMatrix(second, operation)
  const u = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) u[j * n + i] = L.get(i, j)
  return { L, u, x: Float64Array.from({ length: n }, (_, i) => column.get(i, 0)) }
}

/** Uᵀ on the engine of L. */
export const fromUpper = (L: HostMatrix, u: Float64Array): HostMatrix =>
  likeA({ A: L }, transposedValues(u, L.rows, L.rows), L.rows, L.rows)
