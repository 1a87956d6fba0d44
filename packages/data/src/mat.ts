/**
 * The numeric arrays of MAT files, level 5, which MATLAB writes with `save -v6` (not compressed) and
 * `save -v7` (each variable compressed by zlib): MathWorks, "MAT-File Format". Cell arrays,
 * structures, text, sparse and complex arrays, and 64-bit integers are passed over.
 */
import { FormatError } from './format-error.ts'
import { type Inflate, inflateChunks } from './internal/inflate.ts'
import { readArray, type Variable } from './internal/mat-array.ts'
import { type MatElement, type MatSource, readElement } from './internal/mat-element.ts'
import type { MatData } from './internal/mat-numbers.ts'

export type { Inflate, MatData }

/** A numeric variable. */
export interface MatArray {
  readonly name: string
  /** At least two. */
  readonly dims: number[]
  /** In MATLAB's order: the first dimension fastest, a matrix column by column. */
  readonly data: MatData
}

export interface MatOptions {
  /** The name that errors give the file. */
  readonly file?: string
  /** What must be there; others are passed over. @defaultValue all numeric variables */
  readonly variables?: readonly string[]
  /** @defaultValue the platform's DecompressionStream */
  readonly inflate?: Inflate
}

const headerSize = 128
const matrixType = 14
const compressedType = 15
/** Deflate makes data at most so many times smaller. */
const greatestRatio = 1032

const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

/** Checks the header; whether numbers are little-endian. */
function readHeader(bytes: Uint8Array, fail: (message: string, offset: number) => never): boolean {
  if (text(bytes.subarray(0, 10)) === 'MATLAB 7.3' || text(bytes.subarray(1, 4)) === 'HDF') {
    fail('this is an HDF5 file, of version 7.3: save it with -v7 in MATLAB', 0)
  }
  if (bytes.length < headerSize) {
    fail(`the file ends after ${bytes.length} bytes; a header has ${headerSize}`, bytes.length)
  }
  const mark = text(bytes.subarray(126, 128))
  if (mark !== 'IM' && mark !== 'MI') {
    fail('this is no MAT file of level 5: its header does not end in IM or MI', 126)
  }
  const littleEndian = mark === 'IM'
  const version = new DataView(bytes.buffer, bytes.byteOffset).getUint16(124, littleEndian)
  if (version !== 0x0100) fail(`the version is 0x${version.toString(16)}; expected 0x100`, 124)
  return littleEndian
}

/** Decompresses one element, of which no more is kept than its tag promises. */
async function inflateElement(
  { bytes, littleEndian, error }: MatSource,
  { start, length }: MatElement,
  inflate: Inflate | undefined,
): Promise<Uint8Array> {
  const compressed = bytes.subarray(start, start + length)
  const chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array> = inflate
    ? [await inflate(compressed)]
    : inflateChunks(compressed)
  let room = new Uint8Array(8)
  let filled = 0
  let promised = Number.POSITIVE_INFINITY
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length; ) {
      const part = chunk.subarray(taken, taken + room.length - filled)
      room.set(part, filled)
      filled += part.length
      taken += part.length
      if (filled === 8 && promised === Number.POSITIVE_INFINITY) {
        promised = 8 + new DataView(room.buffer).getUint32(4, littleEndian)
        const grown = new Uint8Array(Math.max(8, Math.min(promised, greatestRatio * (length + 1))))
        grown.set(room)
        room = grown
      }
      if (filled === room.length && taken < chunk.length) {
        throw error(
          `a compressed element has more than the ${promised} bytes that it promises`,
          start,
        )
      }
    }
  }
  if (filled < 8) throw error(`a compressed element has only ${filled} bytes`, start)
  if (filled !== promised) {
    throw error(`a compressed element has ${filled} bytes, not the ${promised} it promises`, start)
  }
  return room
}

/**
 * Reads the numeric arrays of a MAT file that was loaded whole. Compressed variables are decompressed
 * one after the other; numbers that lie right in memory are views of the bytes, not copies.
 *
 * @throws FormatError with the byte offset: another format, a damaged or shortened file, a variable
 * that is not there or not numeric.
 * @example
 * const [{ dims, data }] = await parseMat(await readFile('digs3pts_1.mat'), { variables: ['bdata'] })
 * // dims: [20000, 784]
 */
export async function parseMat(bytes: Uint8Array, options: MatOptions = {}): Promise<MatArray[]> {
  const { file, variables, inflate } = options
  const fail = (message: string, offset: number): never => {
    throw new FormatError(message, offset, file)
  }
  const littleEndian = readHeader(bytes, fail)
  const source: MatSource = {
    bytes,
    littleEndian,
    error: (message, position) => new FormatError(message, position, file),
  }
  const found: { readonly variable: Variable; readonly offset: number }[] = []
  const arrays: MatArray[] = []
  const take = (variable: Variable, offset: number): void => {
    found.push({ variable, offset })
    const { name, dims, unreadable } = variable
    if (variables ? !variables.includes(name) : unreadable) return
    if (unreadable) fail(`the variable ${name} is ${unreadable}; expected numbers`, offset)
    arrays.push({ name, dims, data: variable.read() })
  }
  for (let position = headerSize; position < bytes.length; ) {
    const element = readElement(source, position, bytes.length)
    if (element.type === matrixType) take(readArray(source, element), position)
    else if (element.type === compressedType) {
      const within: MatSource = {
        ...source,
        bytes: await inflateOr(fail, source, element, inflate),
        error: (message) => source.error(`in a compressed variable, ${message}`, element.start),
      }
      const inner = readElement(within, 0, within.bytes.length)
      if (inner.type === matrixType) take(readArray(within, inner), position)
    }
    position = element.next
  }
  const missing = variables?.find((name) => !arrays.some((array) => array.name === name))
  if (missing !== undefined) {
    const names = found.map(({ variable }) => variable.name).join(', ') || 'none'
    fail(`there is no variable ${missing}; the file has ${names}`, bytes.length)
  }
  return arrays
}

/** {@link inflateElement}, whose own errors are the file's. */
async function inflateOr(
  fail: (message: string, offset: number) => never,
  source: MatSource,
  element: MatElement,
  inflate: Inflate | undefined,
): Promise<Uint8Array> {
  try {
    return await inflateElement(source, element, inflate)
  } catch (error) {
    if (error instanceof FormatError) throw error
    // A platform that cannot is no fault of the file.
    if (error instanceof Error && /DecompressionStream/.test(error.message)) throw error
    return fail(`a compressed variable is damaged: ${String(error)}`, element.start)
  }
}
