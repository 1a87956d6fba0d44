import type { NdArrayLike } from '@kq/linalg/matrix'
import type { VectorInput } from '../../minimize-options.ts'

/**
 * Copies a caller's vector.
 *
 * @param name - what it is, for errors
 * @param size - its length, if only one fits
 * @throws RangeError for other lengths, and for what is no vector
 */
export function readVector(name: string, value: VectorInput, into?: Float64Array): Float64Array {
  const { data, shape, stride, offset } = (value ?? []) as NdArrayLike
  const values = data
    ? Array.from({ length: shape[0] }, (_, i) => data[offset + i * stride[0]])
    : (value as ArrayLike<number>)
  const length = values?.length
  if (!(length >= 0) || length !== (into ?? values).length || shape?.[1] > 1) {
    throw new RangeError(
      `${name} has length ${shape ?? length}; expected ${into?.length ?? 'a vector'}`,
    )
  }
  const to = into ?? new Float64Array(length)
  to.set(values)
  return to
}
