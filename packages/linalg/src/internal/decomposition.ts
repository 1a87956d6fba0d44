import { hostMatrix, matrix } from '../as-matrix.ts'
import { NonFiniteMatrixError } from '../errors.ts'
import type { HostMatrix } from '../host.ts'
import type { MatrixLike } from '../matrix.ts'
import { track } from '../scope.ts'

/** What a decomposition computes on. */
export interface Work {
  readonly A: HostMatrix
  /** A/`scale` in float64, row-major: a copy to overwrite. */
  readonly values: Float64Array
  /** An even power of two, other than 1 only for matrices of nearly the largest or the smallest numbers. */
  readonly scale: number
}

/** Where a sum of elements could overflow, or a norm would count as none; the factors are exact. */
const scaleOf = (largest: number): number =>
  largest > 2 ** 900 ? 2 ** 100 : largest < 2 ** -400 && largest > 0 ? 2 ** -600 : 1

/**
 * The values of a matrix in ordinary memory, checked to be finite and scaled.
 *
 * @param part - `'lower'` reads the lower triangle alone and leaves zeros above
 * @throws EngineError where the values are not in ordinary memory
 */
export function workOn(operation: string, a: MatrixLike, part: 'whole' | 'lower' = 'whole'): Work {
  const { A, values, largest } = finiteValues(operation, a, part)
  const scale = scaleOf(largest)
  return { A, values: rescale(values, 1 / scale), scale }
}

/** {@link workOn} for what takes no squares: without a scale, by which small elements could vanish. */
export function finiteValues(
  operation: string,
  a: MatrixLike,
  part: 'whole' | 'lower' = 'whole',
): Pick<Work, 'A' | 'values'> & { readonly largest: number } {
  const A = hostMatrix(matrix(a), operation)
  const { rows, columns } = A
  const values = new Float64Array(rows * columns)
  let largest = 0
  for (let i = 0; i < rows; i++) {
    const end = part === 'lower' ? i + 1 : columns
    for (let j = 0; j < end; j++) {
      const value = A.get(i, j)
      const size = Math.abs(value)
      if (!(size < Number.POSITIVE_INFINITY)) throw new NonFiniteMatrixError(operation, i, j, value)
      if (size > largest) largest = size
      values[i * columns + j] = value
    }
  }
  return { A, values, largest }
}

/** Row-major values on the engine of A, in its dtype. */
export const likeA = (
  { A }: Pick<Work, 'A'>,
  values: ArrayLike<number>,
  rows: number,
  columns: number,
): HostMatrix => track(A.engine.upload(values, { rows, columns }))

/** Multiplies in place by a power of two. */
export function rescale(values: Float64Array, scale: number): Float64Array {
  if (scale !== 1) for (let i = 0; i < values.length; i++) values[i] *= scale
  return values
}

/** The transpose of row-major values. */
export function transposedValues(
  values: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(values.length)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]
  }
  return out
}
