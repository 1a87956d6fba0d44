/**
 * The safetensors format (Hugging Face, https://huggingface.co/docs/safetensors): eight bytes with
 * the length of a JSON header, the header, and the tensors' numbers one after the other,
 * little-endian, last dimension fastest. `__metadata__` in the header holds strings only.
 */
import type { ByteSource } from './byte-source.ts'
import { FormatError } from './format-error.ts'
import { decodeHeader, encodeHeader, type StoredTensor } from './internal/safetensors-header.ts'
import {
  bytesOf,
  elementsOf,
  type TensorArray,
  type TensorDtype,
  tensorTypes,
} from './internal/tensor-types.ts'

export type { StoredTensor } from './internal/safetensors-header.ts'
export { type TensorArray, type TensorDtype, tensorType } from './internal/tensor-types.ts'

/** A tensor to be written. Its numbers are asked for when their turn comes. */
export interface Tensor {
  readonly name: string
  readonly dtype: TensorDtype
  readonly shape: readonly number[]
  readonly read: () => TensorArray | Promise<TensorArray>
}

/** The header of the format is at most that long. */
const longestHeader = 100_000_000

/**
 * A file piece by piece: the header, then each tensor's bytes in the order given. One tensor's numbers
 * are asked for at a time, so that they need not be in memory together.
 *
 * @throws RangeError for two tensors of one name, or numbers of another type or count than announced
 * @example
 * const tensor = { name: 'w', dtype: 'F32', shape: [2, 1], read: () => Float32Array.of(1, 2) } as const
 * for await (const piece of writeSafetensors([tensor])) await file.write(piece)
 */
export async function* writeSafetensors(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, string>> = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const header: [string, unknown][] = []
  if (Object.keys(metadata).length > 0) header.push(['__metadata__', metadata])
  const names = new Set(['__metadata__'])
  let offset = 0
  for (const { name, dtype, shape } of tensors) {
    if (names.has(name)) throw new RangeError(`safetensors: there are two entries named ${name}`)
    names.add(name)
    const end = offset + tensorTypes[dtype].bytes * elementsOf(shape)
    header.push([name, { dtype, shape, data_offsets: [offset, end] }])
    offset = end
  }
  yield encodeHeader(Object.fromEntries(header))
  for (const { name, dtype, shape, read } of tensors) {
    const values = await read()
    const bytes = bytesOf(values)
    if (bytes.length !== tensorTypes[dtype].bytes * elementsOf(shape)) {
      throw new RangeError(
        `safetensors: ${name} is said to be ${shape.join('×')} of ${dtype}, but has ${values.length} numbers`,
      )
    }
    yield bytes
  }
}

/** An open file: what is in it, and its numbers when they are asked for. */
export interface SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>
  /** In the order of their bytes. */
  readonly tensors: readonly StoredTensor[]
  /** All that precedes the numbers. */
  readonly header: Uint8Array
  /** The numbers of a tensor, in storage of their own. */
  read(name: string): Promise<TensorArray>
}

/**
 * Reads a file's header, and holds it against the size of the file before anything is allocated.
 *
 * @throws FormatError for what is no such file, is cut short or contradicts itself; for `read`, the
 * name of a tensor that is not there, or a type that is not read here (F16, BF16, I64, …)
 * @example
 * const file = await openSafetensors(bytesSource(bytes))
 * for (const { name, shape } of file.tensors) console.log(name, shape, await file.read(name))
 */
export async function openSafetensors(source: ByteSource): Promise<SafetensorsFile> {
  const { size, name: file } = source
  const fail = (message: string, offset: number): never => {
    throw new FormatError(message, offset, file)
  }
  const load = async <A extends Uint8Array>(bytes: A, position: number): Promise<A> => {
    await source.readInto(bytes, position)
    return bytes
  }
  if (size < 8) fail(`the file ends after ${size} bytes; a safetensors header has at least 8`, size)
  const start = await load(new Uint8Array(8), 0)
  const length = Number(new DataView(start.buffer).getBigUint64(0, true))
  if (length > Math.min(size - 8, longestHeader)) {
    fail(
      `the header is said to have ${length} bytes, and the file has ${size}: it is cut short, or no safetensors file`,
      0,
    )
  }
  const header = await load(new Uint8Array(8 + length), 0)
  const { metadata, tensors } = decodeHeader(header.subarray(8), size, fail)
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  return {
    metadata,
    tensors,
    header,
    async read(name) {
      const tensor = byName.get(name)
      if (!tensor) {
        return fail(`there is no tensor ${name}; there are ${[...byName.keys()].join(', ')}`, 8)
      }
      const { dtype, shape, begin } = tensor
      if (!Object.hasOwn(tensorTypes, dtype)) {
        const known = Object.keys(tensorTypes).join(', ')
        return fail(`the tensor ${name} is of ${dtype}; this reader knows ${known}`, begin)
      }
      const values = tensorTypes[dtype as TensorDtype].allocate(elementsOf(shape))
      await load(bytesOf(values), begin)
      return values
    },
  }
}
