import type { NdArrayLike } from '@kq/linalg/matrix'
import type { VectorInput } from '../../minimize-options.ts'
import { refuse } from './refuse.ts'

/** Both kinds of vectors at once. */
type Given = ArrayLike<number> & Omit<NdArrayLike, 'data' | 'shape'> & Partial<NdArrayLike>

/**
 * Copies a caller's vector.
 *
 * @param name - what it is, for errors
 * @param into - of its length, if only one fits
 * @throws RangeError for other lengths, and for what is no vector
 */
export function readVector(name: string, value: VectorInput, into?: Float64Array): Float64Array {
  const given = value as Given | undefined
  const {
    data,
    shape = [given?.length ?? 'none'] as number[],
    stride,
    offset,
  } = (given ?? {}) as Given
  into ??= new Float64Array(shape[0])
  if (shape[0] !== into.length || shape[1] > 1) {
    refuse(`${name}.length`, shape.join(), into.length || 'a vector')
  }
  into.set(data ? into.map((_, i) => data[offset + i * stride[0]]) : (given as Given))
  return into
}
