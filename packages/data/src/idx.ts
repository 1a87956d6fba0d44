/**
 * The IDX format of the MNIST files (Y. LeCun, C. Cortes and C. Burges, "The MNIST database of
 * handwritten digits"): two zero bytes, a type byte, the number of dimensions as one byte, each
 * dimension as an unsigned 32-bit integer, then the values, last dimension fastest. All numbers are
 * big-endian.
 */
import { FormatError } from './format-error.ts'

/** An array of the type that the file holds. */
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array

/** A parsed IDX file: `data` has as many values as the product of `dims`. */
export interface Idx {
  readonly dims: number[]
  readonly data: IdxData
}

export interface IdxOptions {
  /** The name that errors give the file. */
  readonly file?: string
}

type Read = (bytes: Uint8Array, offset: number, count: number) => IdxData

/** A reader of `count` big-endian numbers into the array that `allocate` makes. */
const reader =
  <T extends IdxData>(
    allocate: (count: number) => T,
    get: (view: DataView, position: number) => number,
  ): Read =>
  (bytes, offset, count) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset)
    const data = allocate(count)
    for (let i = 0; i < count; i++) data[i] = get(view, i * data.BYTES_PER_ELEMENT)
    return data
  }

/** The type bytes: the size of one value, and how values are read. Bytes are shared, not copied. */
const types: ReadonlyMap<number, { readonly size: number; readonly read: Read }> = new Map([
  [0x08, { size: 1, read: (b, at, n) => new Uint8Array(b.buffer, b.byteOffset + at, n) }],
  [
    0x09,
    {
      size: 1,
      read: reader(
        (n) => new Int8Array(n),
        (v, at) => v.getInt8(at),
      ),
    },
  ],
  [
    0x0b,
    {
      size: 2,
      read: reader(
        (n) => new Int16Array(n),
        (v, at) => v.getInt16(at),
      ),
    },
  ],
  [
    0x0c,
    {
      size: 4,
      read: reader(
        (n) => new Int32Array(n),
        (v, at) => v.getInt32(at),
      ),
    },
  ],
  [
    0x0d,
    {
      size: 4,
      read: reader(
        (n) => new Float32Array(n),
        (v, at) => v.getFloat32(at),
      ),
    },
  ],
  [
    0x0e,
    {
      size: 8,
      read: reader(
        (n) => new Float64Array(n),
        (v, at) => v.getFloat64(at),
      ),
    },
  ],
])

const hex = (byte: number): string => `0x${byte.toString(16).padStart(2, '0')}`

/**
 * Reads an IDX file that was loaded whole.
 *
 * The sizes in the header are held against the length of the file before anything is allocated, and
 * the result is never larger than the file. For unsigned bytes, `data` is a view of `bytes`; other
 * types are copied.
 *
 * @throws FormatError with the byte offset: another format, an unknown type, a file that is shorter
 * or longer than its header says.
 * @example
 * const { dims, data } = parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9))
 * // dims: [2], data: Uint8Array [7, 9]
 */
export const parseIdx = (bytes: Uint8Array, options: IdxOptions = {}): Idx => {
  const fail = (message: string, offset: number): never => {
    throw new FormatError(message, offset, options.file)
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    fail('this is a gzip file, not IDX: gunzip it first', 0)
  }
  if (bytes.length < 4) {
    fail(`the file ends after ${bytes.length} bytes; an IDX header has at least 4`, bytes.length)
  }
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    const found = `${hex(bytes[0])} ${hex(bytes[1])}`
    fail(`an IDX file begins with two zero bytes, but this one with ${found}`, 0)
  }
  const type = types.get(bytes[2])
  if (type === undefined) {
    const known = [...types.keys()].map(hex).join(', ')
    return fail(`the type byte is ${hex(bytes[2])}; IDX knows ${known}`, 2)
  }
  const rank = bytes[3]
  if (rank === 0) fail('the header says 0 dimensions; expected at least 1', 3)
  const start = 4 + 4 * rank
  if (bytes.length < start) {
    fail(
      `the file ends within the header: ${rank} dimensions make it ${start} bytes long, but the ` +
        `file has ${bytes.length}`,
      bytes.length,
    )
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, start)
  const dims = Array.from({ length: rank }, (_, i) => header.getUint32(4 + 4 * i))
  // A product of many dimensions may lose digits or overflow to Infinity: it then matches no file.
  const count = dims.includes(0) ? 0 : dims.reduce((product, dim) => product * dim, 1)
  const expected = start + count * type.size
  if (bytes.length !== expected) {
    const shape = `${dims.join(' × ')} values of ${type.size} byte${type.size > 1 ? 's' : ''}`
    fail(
      `the header promises ${shape}, a file of ${expected} bytes, but the file has ` +
        `${bytes.length}; it is cut short, has trailing bytes, or its header is damaged`,
      Math.min(bytes.length, expected),
    )
  }
  return { dims, data: type.read(bytes, start, count) }
}
