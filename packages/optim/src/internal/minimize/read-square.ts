import type { VectorInput } from '../../minimize-options.ts'
import type { LinearOperator } from '../../minimize-result.ts'
import { readVector } from './read-vector.ts'
import { refuse } from './refuse.ts'

/** A symmetric n×n matrix as callers have it: its rows, or its products with vectors. */
export type SymmetricInput = LinearOperator | ArrayLike<VectorInput>

const isOperator = (a: SymmetricInput): a is LinearOperator => 'apply' in a

/**
 * Copies a symmetric n×n matrix, row by row; the mean of it and its transpose, so that it is symmetric
 * to the last bit.
 *
 * @param name - what it is, for errors
 * @throws RangeError for other shapes and for numbers that are not finite
 */
export function readSquare(name: string, a: SymmetricInput, n: number): Float64Array {
  const rows = isOperator(a) ? a.rows : a.length
  if (rows !== n) refuse(`${name}.length`, rows, n)
  const given = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    const row = given.subarray(i * n, (i + 1) * n)
    const unit = (_: unknown, j: number): number => (i === j ? 1 : 0)
    readVector(`${name}[${i}]`, isOperator(a) ? a.apply(row.map(unit)) : a[i], row)
  }
  return given.map((value, k) => {
    const mean = (value + given[(k % n) * n + Math.floor(k / n)]) / 2
    return Number.isFinite(mean) ? mean : refuse(`an element of ${name}`, mean, 'finite numbers')
  })
}
