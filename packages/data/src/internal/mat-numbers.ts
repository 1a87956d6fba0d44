/** The numbers of a MAT file: what they are, and as what they were written to save space. */
import type { MatElement, MatSource } from './mat-element.ts'

/** An array of the kind that MATLAB had. */
export type MatData =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array

type ArrayOf = {
  new (length: number): MatData
  new (buffer: ArrayBufferLike, offset: number, length: number): MatData
  readonly BYTES_PER_ELEMENT: number
}

/** MATLAB's numeric classes, by their code. */
const classes: ReadonlyMap<number, ArrayOf> = new Map<number, ArrayOf>([
  [6, Float64Array],
  [7, Float32Array],
  [8, Int8Array],
  [9, Uint8Array],
  [10, Int16Array],
  [11, Uint16Array],
  [12, Int32Array],
  [13, Uint32Array],
])

interface Storage {
  readonly size: number
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number
  /** Arrays of this kind have the same bytes. */
  readonly array?: ArrayOf
}

/** How numbers are written, by the type in the element's tag. */
const storages: ReadonlyMap<number, Storage> = new Map<number, Storage>([
  [1, { size: 1, read: (view, at) => view.getInt8(at), array: Int8Array }],
  [2, { size: 1, read: (view, at) => view.getUint8(at), array: Uint8Array }],
  [3, { size: 2, read: (view, at, little) => view.getInt16(at, little), array: Int16Array }],
  [4, { size: 2, read: (view, at, little) => view.getUint16(at, little), array: Uint16Array }],
  [5, { size: 4, read: (view, at, little) => view.getInt32(at, little), array: Int32Array }],
  [6, { size: 4, read: (view, at, little) => view.getUint32(at, little), array: Uint32Array }],
  [7, { size: 4, read: (view, at, little) => view.getFloat32(at, little), array: Float32Array }],
  [9, { size: 8, read: (view, at, little) => view.getFloat64(at, little), array: Float64Array }],
  [12, { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) }],
  [13, { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) }],
])

const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

export const isNumericClass = (code: number): boolean => classes.has(code)

/**
 * The numbers of an element as an array of the class: a view of the bytes where they are the same and
 * lie right, else a copy.
 *
 * @throws FormatError where they are not `count` numbers
 */
export function readNumbers(
  source: MatSource,
  { type, start, length }: MatElement,
  classCode: number,
  count: number,
): MatData {
  const storage = storages.get(type)
  const Target = classes.get(classCode)
  if (!storage || !Target) throw source.error(`elements of type ${type} hold no numbers`, start)
  if (length !== count * storage.size) {
    throw source.error(
      `the dimensions promise ${count} numbers of ${storage.size} bytes, but there are ${length} bytes`,
      start,
    )
  }
  const { bytes, littleEndian } = source
  const offset = bytes.byteOffset + start
  const isSame =
    storage.array === Target && (storage.size === 1 || littleEndian === hostIsLittleEndian)
  if (isSame && offset % storage.size === 0) return new Target(bytes.buffer, offset, count)
  const data = new Target(count)
  const view = new DataView(bytes.buffer, offset, length)
  for (let i = 0; i < count; i++) data[i] = storage.read(view, i * storage.size, littleEndian)
  return data
}
