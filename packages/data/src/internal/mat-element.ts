/** The parts of a MAT file: a tag, which says what follows and how many bytes of it, and the bytes. */
import type { FormatError } from '../format-error.ts'

/** Bytes of a file, or of a decompressed part of it, and how its numbers are written. */
export interface MatSource {
  readonly bytes: Uint8Array
  readonly littleEndian: boolean
  /** An error about what is wrong at this position of `bytes`. */
  error(message: string, position: number): FormatError
}

export interface MatElement {
  readonly type: number
  /** Where the content begins, and how long it is. */
  readonly start: number
  readonly length: number
  /** Where the next element begins. */
  readonly next: number
}

/** The element that begins at `position`, all of it before `end`. @throws FormatError */
export function readElement(source: MatSource, position: number, end: number): MatElement {
  const { bytes, littleEndian } = source
  if (end - position < 8) {
    throw source.error(`${end - position} bytes are left; an element has at least 8`, position)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const word = view.getUint32(position, littleEndian)
  // Up to four bytes may stand in the place of their number.
  const isSmall = word >>> 16 !== 0
  const type = isSmall ? word & 0xffff : word
  const length = isSmall ? word >>> 16 : view.getUint32(position + 4, littleEndian)
  const start = position + (isSmall ? 4 : 8)
  if (isSmall && length > 4) {
    throw source.error(`a small element says that it has ${length} bytes; it has 4`, position)
  }
  if (length > end - start) {
    throw source.error(
      `an element of type ${type} says that it has ${length} bytes, but ${end - start} are left; ` +
        'the file is cut short or damaged',
      position,
    )
  }
  // Compressed elements are not padded, nor are small ones longer than their tag.
  const padded = isSmall ? 4 : type === 15 ? length : Math.ceil(length / 8) * 8
  return { type, start, length, next: Math.min(end, start + padded) }
}
