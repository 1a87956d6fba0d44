/** A second, direct statement of the MAT format: how a file is written. */
import { deflateSync } from 'node:zlib'
import type { MatData } from '../../src/mat.ts'

export interface Written {
  readonly name: string
  readonly dims: readonly number[]
  readonly data: MatData
}

const codes = [
  { Data: Float64Array, classCode: 6, type: 9 },
  { Data: Float32Array, classCode: 7, type: 7 },
  { Data: Int8Array, classCode: 8, type: 1 },
  { Data: Uint8Array, classCode: 9, type: 2 },
  { Data: Int16Array, classCode: 10, type: 3 },
  { Data: Uint16Array, classCode: 11, type: 4 },
  { Data: Int32Array, classCode: 12, type: 5 },
  { Data: Uint32Array, classCode: 13, type: 6 },
] as const

const swapped = (bytes: Uint8Array, size: number): Uint8Array => {
  const turned = bytes.slice()
  for (let i = 0; i < turned.length; i += size) turned.subarray(i, i + size).reverse()
  return turned
}

export interface WriteOptions {
  readonly littleEndian?: boolean
  readonly compressed?: boolean
}

/** An element; up to four bytes go into the tag. */
export function element(type: number, content: Uint8Array, littleEndian = true): Uint8Array {
  const isSmall = content.length > 0 && content.length <= 4
  const bytes = new Uint8Array(8 + (isSmall ? 0 : Math.ceil(content.length / 8) * 8))
  const view = new DataView(bytes.buffer)
  if (isSmall) view.setUint32(0, type | (content.length << 16), littleEndian)
  else {
    view.setUint32(0, type, littleEndian)
    view.setUint32(4, content.length, littleEndian)
  }
  bytes.set(content, isSmall ? 4 : 8)
  return bytes
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

/** The element of an array. `stored` are its numbers as they are written, if in another type. */
export function arrayElement(
  { name, dims, data }: Written,
  littleEndian = true,
  stored: MatData = data,
): Uint8Array {
  const codeOf = (values: MatData): (typeof codes)[number] =>
    codes.find(({ Data }) => values instanceof Data)!
  const words = (values: Uint32Array): Uint8Array => written(values)
  const written = (values: MatData): Uint8Array => {
    const native = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    return littleEndian ? native : swapped(native, values.BYTES_PER_ELEMENT)
  }
  return element(
    14,
    joined([
      element(6, words(Uint32Array.of(codeOf(data).classCode, 0)), littleEndian),
      element(5, words(Uint32Array.from(dims)), littleEndian),
      element(1, new TextEncoder().encode(name), littleEndian),
      element(codeOf(stored).type, written(stored), littleEndian),
    ]),
    littleEndian,
  )
}

/** The 128 bytes before the first element. */
export function header(littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(128)
  bytes.set(new TextEncoder().encode('MATLAB 5.0 MAT-file, written by a test'))
  bytes.set(littleEndian ? [0x00, 0x01, 0x49, 0x4d] : [0x01, 0x00, 0x4d, 0x49], 124)
  return bytes
}

/** A compressed element, which is not padded. */
export function compressedElement(content: Uint8Array, littleEndian = true): Uint8Array {
  const body = deflateSync(content)
  const tag = new DataView(new ArrayBuffer(8))
  tag.setUint32(0, 15, littleEndian)
  tag.setUint32(4, body.length, littleEndian)
  return joined([new Uint8Array(tag.buffer), body])
}

/** A whole file. */
export function writeMat(arrays: readonly Written[], options: WriteOptions = {}): Uint8Array {
  const { littleEndian = true, compressed = false } = options
  const elements = arrays
    .map((array) => arrayElement(array, littleEndian))
    .map((content) => (compressed ? compressedElement(content, littleEndian) : content))
  return joined([header(littleEndian), ...elements])
}
