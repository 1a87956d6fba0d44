import { createRandom } from '@kq/linalg/random'
import fc from 'fast-check'

export type Rows = readonly (readonly number[])[]

/** n numbers from −size to size, from a seed: cheaper than so many arbitraries. */
export const numbers = (n: number, size = 1): fc.Arbitrary<number[]> =>
  fc.nat().map((seed) => {
    const values = new Float64Array(n)
    createRandom(seed).fillUniform(values, -size, size)
    return [...values]
  })

export const matrices = (rows: number, columns: number): fc.Arbitrary<number[][]> =>
  numbers(rows * columns).map((values) =>
    Array.from({ length: rows }, (_, i) => values.slice(i * columns, (i + 1) * columns)),
  )

export const dotOf = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, value, i) => sum + value * y[i], 0)

export const normOf = (x: ArrayLike<number>): number => Math.hypot(...Array.from(x))

export const apply = (A: Rows, x: ArrayLike<number>): number[] => A.map((row) => dotOf(row, x))

export const transposed = (A: Rows): number[][] => A[0].map((_, j) => A.map((row) => row[j]))

/** AᵀA + shift · I. */
export const gramOf = (A: Rows, shift = 0): number[][] =>
  transposed(A).map((a, i, all) => all.map((b, j) => dotOf(a, b) + (i === j ? shift : 0)))

/** Columns one after the other. */
export const columnMajor = (A: Rows): Float64Array => Float64Array.from(transposed(A).flat())

/** x with A x = b, by elimination with pivoting. */
export function solveDense(A: Rows, b: ArrayLike<number>): number[] {
  const n = A.length
  const work = A.map((row, i) => [...row, b[i]])
  for (let k = 0; k < n; k++) {
    const rest = work.slice(k)
    const pivot = rest.reduce((best, row) => (Math.abs(row[k]) > Math.abs(best[k]) ? row : best))
    const at = work.indexOf(pivot)
    ;[work[k], work[at]] = [work[at], work[k]]
    for (let i = k + 1; i < n; i++) {
      const factor = work[i][k] / work[k][k]
      work[i] = work[i].map((value, j) => value - factor * work[k][j])
    }
  }
  const x = Array.from({ length: n }, () => 0)
  for (let i = n - 1; i >= 0; i--) {
    const sum = dotOf(work[i].slice(i + 1, n), x.slice(i + 1))
    x[i] = (work[i][n] - sum) / work[i][i]
  }
  return x
}

/** Throws unless the two agree to this share of the larger one. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  share: number,
): void {
  const error = normOf(Array.from(actual, (value, i) => value - expected[i]))
  if (actual.length !== expected.length || !(error <= share * Math.max(1e-300, normOf(expected)))) {
    throw new Error(`${Array.from(actual).join()} is ${error} from ${Array.from(expected).join()}`)
  }
}
