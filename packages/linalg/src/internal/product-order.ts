import { hostMatrix } from '../as-matrix.ts'
import type { Matrix } from '../matrix.ts'
import { likeA } from './decomposition.ts'

/**
 * All products of two columns' elements in order, and where they come from: element i·n + j of the
 * Kronecker product of the columns, with n elements in the second.
 */
export function inProductOrder(
  operation: string,
  a: Matrix,
  b: Matrix,
  direction: 'ascending' | 'descending',
): { readonly values: Matrix; readonly order: Uint32Array } {
  const [A, B] = [hostMatrix(a, operation), hostMatrix(b, operation)]
  const n = B.rows
  const all = Float64Array.from(
    { length: A.rows * n },
    (_, k) => A.get(Math.floor(k / n), 0) * B.get(k % n, 0),
  )
  const sign = direction === 'ascending' ? 1 : -1
  const order = Uint32Array.from(all.keys()).sort((i, j) => sign * (all[i] - all[j]) || i - j)
  const values = Float64Array.from(order, (k) => all[k])
  return { values: likeA({ A }, values, values.length, 1), order }
}
