import { type MatElement, type MatSource, readElement } from './mat-element.ts'
import { isNumericClass, type MatData, readNumbers } from './mat-numbers.ts'

/** A variable of a MAT file. */
export interface Variable {
  readonly name: string
  readonly dims: number[]
  /** Why it is not read; undefined where it is. */
  readonly unreadable: string | undefined
  /** The numbers, last dimension slowest. @throws FormatError */
  read(): MatData
}

const classNames: ReadonlyMap<number, string> = new Map([
  [1, 'a cell array'],
  [2, 'a structure'],
  [3, 'an object'],
  [4, 'text'],
  [5, 'a sparse matrix'],
  [14, 'an array of 64-bit integers'],
  [15, 'an array of 64-bit integers'],
])

const uint32s = (source: MatSource, { start, length }: MatElement): number[] => {
  const view = new DataView(source.bytes.buffer, source.bytes.byteOffset + start, length)
  return Array.from({ length: length >>> 2 }, (_, i) => view.getUint32(4 * i, source.littleEndian))
}

/** The array that an element of type 14 holds. @throws FormatError */
export function readArray(source: MatSource, element: MatElement): Variable {
  const end = element.start + element.length
  let position = element.start
  const part = (what: string, types: readonly number[]): MatElement => {
    const found = readElement(source, position, end)
    if (!types.includes(found.type)) {
      throw source.error(`expected ${what}, but the element is of type ${found.type}`, position)
    }
    position = found.next
    return found
  }
  const flagsElement = part('the flags of an array', [6])
  const [word = 0] = uint32s(source, flagsElement)
  const [classCode, isComplex] = [word & 0xff, (word & 0x0800) !== 0]
  if (flagsElement.length !== 8 || classCode < 1 || classCode > 18) {
    throw source.error(`there is no class ${classCode} of arrays`, flagsElement.start)
  }
  const dimensions = part('the dimensions of an array', [5])
  const dims = uint32s(source, dimensions)
  if (dims.length < 2 || dims.some((dim) => dim >= 2 ** 31)) {
    throw source.error(`the dimensions are ${dims.join(' × ')}`, dimensions.start)
  }
  const { start, length } = part('the name of an array', [1, 16])
  const name = String.fromCharCode(...source.bytes.subarray(start, start + Math.min(length, 1024)))
  const kind = isNumericClass(classCode)
    ? isComplex && 'an array of complex numbers'
    : (classNames.get(classCode) ?? `an array of class ${classCode}`)
  return {
    name,
    dims,
    unreadable: kind || undefined,
    read: () => {
      const count = dims.includes(0) ? 0 : dims.reduce((product, dim) => product * dim, 1)
      return readNumbers(source, readElement(source, position, end), classCode, count)
    },
  }
}
