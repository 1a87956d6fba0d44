import type { Dtype } from '../dtype.ts'
import { createRandom } from '../random.ts'
import { type Dense, dense, rounded } from './dense.ts'

/** One element, one row, one column, a few, many, and the ways to be empty. */
export const smallShapes: readonly (readonly [rows: number, columns: number])[] = [
  [1, 1],
  [1, 7],
  [7, 1],
  [5, 9],
  [70, 530],
  [0, 3],
  [3, 0],
  [0, 0],
]

/** Normal numbers, the same for the same seed, as the dtype stores them. */
export function sample(dtype: Dtype, rows: number, columns: number, seed = 1): Dense {
  const random = createRandom(seed)
  return rounded(
    dense(rows, columns, () => random.normal()),
    dtype,
  )
}

/** Whole numbers within ±8, whose sums and products every dtype holds exactly. */
export function wholeSample(rows: number, columns: number, seed = 1): Dense {
  const random = createRandom(seed)
  return dense(rows, columns, () => random.integer(17) - 8)
}

/** A sample S + Sᵀ, symmetric to the last bit. */
export function symmetricSample(dtype: Dtype, n: number, seed = 1): Dense {
  const s = sample(dtype, n, n, seed)
  return rounded(
    dense(n, n, (i, j) => s.get(i, j) + s.get(j, i)),
    dtype,
  )
}

/** The matrix with a few elements replaced. */
export function withElements(
  a: Dense,
  elements: readonly (readonly [row: number, column: number, value: number])[],
): Dense {
  return dense(
    a.rows,
    a.columns,
    (i, j) => elements.find(([row, column]) => row === i && column === j)?.[2] ?? a.get(i, j),
  )
}
