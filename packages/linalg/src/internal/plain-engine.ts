import { DenseMatrix } from '../dense-matrix.ts'
import type { Engine } from '../engine.ts'

/**
 * What plain arrays are computed on by the functions that a program may import for themselves: the
 * updates, damping, limited memory and Kronecker products. It has no operations: unchecked.ts computes
 * with its matrices, so that a program carries only those that it needs; all other functions take
 * them as ndarrays, as do all other engines.
 */
export const plainEngine: Engine = {
  name: 'plain',
  dtype: 'float64',
  isPlain: true,
  // Garbage collection does.
  free() {},
} satisfies Pick<Engine, 'name' | 'dtype' | 'isPlain' | 'free'> as unknown as Engine

type Parts = ConstructorParameters<typeof DenseMatrix>

/** A matrix of plain numbers: data, rows, columns, offset, rowStride, columnStride. */
export const plain = (
  ...parts: Parts extends [Engine, ...infer Rest] ? Rest : never
): DenseMatrix => new DenseMatrix(plainEngine, ...parts)

/** A plain matrix of f(row, column). */
export function plainOf(
  rows: number,
  columns: number,
  f: (row: number, column: number) => number,
): DenseMatrix {
  const data = new Float64Array(rows * columns)
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[at++] = f(i, j)
  return plain(data, rows, columns)
}
