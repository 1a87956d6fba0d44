/** Storage of the numbers that a tensor in a file may have here. */
export type TensorArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array

interface TensorType {
  readonly bytes: number
  /** As NumPy writes it. */
  readonly numpy: string
  readonly allocate: (length: number) => TensorArray
}

/** The types that are read, by their names in safetensors files. */
export type TensorDtype = 'F64' | 'F32' | 'I32' | 'U32' | 'I16' | 'U16' | 'I8' | 'U8'

/** Numbers lie in memory as in the file: little-endian. */
export const tensorTypes: Readonly<Record<TensorDtype, TensorType>> = {
  F64: { bytes: 8, numpy: '<f8', allocate: (length) => new Float64Array(length) },
  F32: { bytes: 4, numpy: '<f4', allocate: (length) => new Float32Array(length) },
  I32: { bytes: 4, numpy: '<i4', allocate: (length) => new Int32Array(length) },
  U32: { bytes: 4, numpy: '<u4', allocate: (length) => new Uint32Array(length) },
  I16: { bytes: 2, numpy: '<i2', allocate: (length) => new Int16Array(length) },
  U16: { bytes: 2, numpy: '<u2', allocate: (length) => new Uint16Array(length) },
  I8: { bytes: 1, numpy: '|i1', allocate: (length) => new Int8Array(length) },
  U8: { bytes: 1, numpy: '|u1', allocate: (length) => new Uint8Array(length) },
}

/** Bytes of an element in the formats that files may have beyond those that are read here. */
export const otherTypes: Readonly<Record<string, number>> = {
  I64: 8,
  U64: 8,
  F16: 2,
  BF16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  BOOL: 1,
}

/** A typed array's own type. */
export function tensorType(values: TensorArray): TensorDtype {
  const [kind] = values.constructor.name
  return `${kind}${8 * values.BYTES_PER_ELEMENT}` as TensorDtype
}

/** The bytes of an array, shared with it. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: TensorArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

export const elementsOf = (shape: readonly number[]): number =>
  shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1)
