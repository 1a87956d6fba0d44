import { elementsOf, otherTypes, type TensorDtype, tensorTypes } from './tensor-types.ts'
import { asciiJson, decodeUtf8 } from './utf8.ts'

/** A tensor as a file's header tells of it. */
export interface StoredTensor {
  readonly name: string
  /** Those of {@link TensorDtype} can be read. */
  readonly dtype: string
  readonly shape: readonly number[]
  /** Of its bytes within the file. */
  readonly begin: number
  readonly end: number
}

export interface Header {
  readonly metadata: Readonly<Record<string, string>>
  /** In the order of their bytes. */
  readonly tensors: readonly StoredTensor[]
}

/** The first bytes: the header's length in eight bytes, then JSON, blanks up to a multiple of 8. */
export function encodeHeader(json: Readonly<Record<string, unknown>>): Uint8Array {
  const text = asciiJson(json)
  const length = 8 * Math.ceil(text.length / 8)
  const bytes = new Uint8Array(8 + length).fill(0x20)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true)
  bytes.set(text, 8)
  return bytes
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const areSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)

/** Reads the JSON of a header. `fail` throws; `start` is where the tensors' bytes begin. */
export function decodeHeader(
  text: Uint8Array,
  size: number,
  fail: (message: string, offset: number) => never,
): Header {
  const start = 8 + text.length
  let json: unknown
  try {
    json = JSON.parse(decodeUtf8(text))
  } catch (error) {
    return fail(`the header is not JSON: ${(error as Error).message}`, 8)
  }
  if (!isRecord(json)) return fail('the header is not a JSON object', 8)
  const { __metadata__: metadata = {}, ...entries } = json
  if (!isRecord(metadata) || !Object.values(metadata).every((text) => typeof text === 'string')) {
    return fail('__metadata__ holds more than strings', 8)
  }
  const tensors = Object.entries(entries).map(([name, entry]): StoredTensor => {
    const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {}
    const valid = typeof dtype === 'string' && areSizes(shape) && areSizes(offsets)
    if (!valid || offsets.length !== 2) {
      return fail(`the tensor ${name} lacks a dtype, a shape or its data_offsets`, 8)
    }
    const [begin, end] = offsets as [number, number]
    const bytes = Object.hasOwn(tensorTypes, dtype)
      ? tensorTypes[dtype as TensorDtype].bytes
      : otherTypes[dtype]
    const expected = bytes === undefined ? end - begin : bytes * elementsOf(shape)
    if (end - begin !== expected) {
      const promised = `${shape.join('×')} numbers of ${dtype}`
      fail(`the tensor ${name} has ${end - begin} bytes for ${promised}`, start + begin)
    }
    return { name, dtype, shape, begin: start + begin, end: start + end }
  })
  tensors.sort((one, other) => one.begin - other.begin || one.end - other.end)
  let reached = start
  for (const { name, begin, end } of tensors) {
    if (begin !== reached) fail(`the tensor ${name} does not begin where the last one ends`, begin)
    reached = end
  }
  if (reached !== size) {
    fail(
      `the header promises a file of ${reached} bytes, but it has ${size}: it is cut short, has ` +
        'trailing bytes, or its header is damaged',
      Math.min(reached, size),
    )
  }
  return { metadata: metadata as Header['metadata'], tensors }
}
