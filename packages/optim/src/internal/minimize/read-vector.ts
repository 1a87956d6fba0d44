import { ShapeError } from '@kq/linalg/errors'
import type { VectorInput } from '../../minimize-options.ts'

const describe = (value: unknown): string =>
  typeof value === 'object' && value !== null ? 'something else' : `${String(value)}`

/**
 * Copies a caller's vector.
 *
 * @param name - what it is, for errors
 * @param size - its length, if there is only one that fits
 * @param into - where to, of `size` numbers
 * @throws TypeError for what is no vector, ShapeError for other lengths
 */
export function readVector(
  name: string,
  value: VectorInput,
  size?: number,
  into?: Float64Array,
): Float64Array {
  const array = value as Partial<ArrayLike<number> & Exclude<VectorInput, ArrayLike<number>>>
  const { shape, data, stride, offset = 0 } = array ?? {}
  const length = data ? shape?.reduce((product, side) => product * side, 1) : array?.length
  if (typeof value === 'string' || length === undefined) {
    throw new TypeError(`${name} is ${describe(value)}; expected an array of numbers or an ndarray`)
  }
  const longest = shape ? Math.max(0, ...shape) : length
  if (length !== (size ?? length) || longest !== length) {
    throw new ShapeError(
      `${name} has ${shape ? `shape ${shape.join('×')}` : `${length} numbers`}; expected a vector of ${size ?? 'some'} numbers`,
    )
  }
  const to = into ?? new Float64Array(length)
  if (!data) {
    to.set(value as ArrayLike<number>)
    return to
  }
  const along = stride?.[shape?.indexOf(length) ?? 0] ?? 1
  for (let i = 0; i < length; i++) to[i] = data[offset + i * along]
  return to
}
