import { symmetricEigenvalues } from '@kq/linalg/laws'

/** The eigenvalues of a symmetric matrix, from the least to the greatest. */
export function eigenvaluesOf(rows: readonly (readonly number[])[]): number[] {
  const values = Float64Array.from(rows.flat())
  const n = rows.length
  const get = (i: number, j: number): number => values[i * n + j]
  return [...symmetricEigenvalues({ rows: n, columns: n, values, get })].sort((x, y) => x - y)
}
