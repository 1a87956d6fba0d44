/**
 * NumPy's format for one array (numpy.lib.format, version 1.0): a magic string, the length of a Python
 * literal that tells type and shape, the literal, the numbers.
 */
import { bytesOf, type TensorArray, tensorType, tensorTypes } from './internal/tensor-types.ts'

/** Numbers with their dimensions, last dimension fastest. */
export interface NpyArray {
  readonly data: TensorArray
  readonly shape: readonly number[]
}

/** The numbers begin at a multiple of this. */
const alignment = 64

/**
 * The bytes of a `.npy` file, header and numbers apart: the numbers share the array's storage.
 *
 * @throws RangeError if the shape is of another number of elements than the data
 * @example
 * const [header, numbers] = npyParts({ data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] })
 */
export function npyParts({ data, shape }: NpyArray): readonly [Uint8Array, Uint8Array] {
  const elements = shape.reduce((product, size) => product * size, 1)
  if (elements !== data.length) {
    throw new RangeError(
      `npy: the shape is ${shape.join('×')}, but there are ${data.length} numbers`,
    )
  }
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const { numpy } = tensorTypes[tensorType(data)]
  const literal = `{'descr': '${numpy}', 'fortran_order': False, 'shape': (${dimensions}), }`
  const length = alignment * Math.ceil((10 + literal.length + 1) / alignment) - 10
  const text = `\x93NUMPY\x01\x00\x00\x00${literal.padEnd(length - 1)}\n`
  const header = Uint8Array.from(text, (character) => character.charCodeAt(0))
  new DataView(header.buffer).setUint16(8, length, true)
  return [header, bytesOf(data)]
}
