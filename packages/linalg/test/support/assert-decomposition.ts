import assert from 'node:assert/strict'
import { assertClose } from '../../src/laws/assert-close.ts'
import { type Dense, dense, denseFrom, transposedDense } from '../../src/laws/dense.ts'
import { product } from '../../src/laws/oracle.ts'
import type { HostVectorLike } from '../../src/matrix.ts'

/** The Frobenius norm, also where squares vanish or overflow. */
export const frobenius = (a: Dense): number => {
  const largest = a.values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  if (largest === 0) return 0
  return largest * Math.sqrt(a.values.reduce((sum, x) => sum + (x / largest) ** 2, 0))
}

/** The factors' product by the triple loop. */
export const chain = (...factors: readonly HostVectorLike[]): Dense =>
  factors.map(denseFrom).reduce((left, right) => product(left, right).value)

/** diag(x) */
export const diagonalOf = (column: HostVectorLike): Dense => {
  const x = denseFrom(column)
  return dense(x.rows, x.rows, (i, j) => (i === j ? x.get(i, 0) : 0))
}

/** What a backward stable algorithm may do: 8 max(m, n) ε‖A‖, and a few units of underflow. */
export const budgetOf = (a: Dense, epsilon = 2 ** -52): number =>
  8 * Math.max(a.rows, a.columns) * epsilon * frobenius(a) + 2 ** -1060

/** Throws unless the factors multiply to A within {@link budgetOf}. */
export function assertReconstructs(
  factors: readonly HostVectorLike[],
  a: Dense,
  what: string,
  epsilon = 2 ** -52,
): void {
  assertClose(chain(...factors), a, budgetOf(a, epsilon), what)
}

/** Throws unless QᵀQ = I within 8 max(m, n) ε. */
export function assertOrthonormal(q: HostVectorLike, what: string, epsilon = 2 ** -52): void {
  const Q = denseFrom(q)
  const identity = dense(Q.columns, Q.columns, (i, j) => Number(i === j))
  const budget = 8 * Math.max(Q.rows, Q.columns) * epsilon
  assertClose(chain(transposedDense(Q), Q), identity, budget, what)
}

/** Throws unless R is zero below its diagonal and not negative on it. */
export function assertUpper(r: HostVectorLike): void {
  const R = denseFrom(r)
  for (let i = 0; i < R.rows; i++) {
    for (let j = 0; j < Math.min(i, R.columns); j++) assert.equal(Math.abs(R.get(i, j)), 0)
    if (i < R.columns) assert.ok(R.get(i, i) >= 0, `R[${i}, ${i}] is ${R.get(i, i)}`)
  }
}
