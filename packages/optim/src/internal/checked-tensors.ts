/*
 * A safetensors file that knows when it was damaged. Its last tensor, `crc32`, has the CRC-32 of the
 * header and of each tensor before it, in order. Coming last it needs nobody to know the numbers
 * before they are written.
 */
import type { ByteSource } from '@kq/data/byte-source'
import { crc32 } from '@kq/data/crc32'
import { FormatError } from '@kq/data/format-error'
import {
  openSafetensors,
  type SafetensorsFile,
  type Tensor,
  type TensorArray,
  writeSafetensors,
} from '@kq/data/safetensors'
import { CheckpointError } from '../checkpoint-error.ts'

const sumsName = 'crc32'

/** The file piece by piece, ended by its checksums. */
export async function* writeChecked(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const sums: number[] = []
  const last: Tensor = {
    name: sumsName,
    dtype: 'U32',
    shape: [tensors.length + 1],
    read: () => Uint32Array.from(sums),
  }
  for await (const piece of writeSafetensors([...tensors, last], metadata)) {
    sums.push(crc32(piece))
    yield piece
  }
}

/**
 * Opens such a file; its header is sound, and numbers are compared with their checksums when read.
 *
 * @throws CheckpointError, `damaged`
 */
export async function openChecked(
  source: ByteSource,
): Promise<
  Pick<SafetensorsFile, 'metadata' | 'tensors'> & { read(name: string): Promise<TensorArray> }
> {
  const damaged = (message: string, cause?: unknown): CheckpointError =>
    new CheckpointError('damaged', message, source.name, { cause })
  const file = await openSafetensors(source).catch((error: unknown) => {
    if (!(error instanceof FormatError)) throw error
    throw damaged(`it is damaged, or no checkpoint: ${error.message}`, error)
  })
  const { metadata, tensors, header } = file
  const last = tensors.at(-1)
  if (last?.name !== sumsName || last.dtype !== 'U32' || last.shape[0] !== tensors.length) {
    throw damaged(`it is damaged, or no checkpoint: it does not end with checksums`)
  }
  const sums = await file.read(sumsName)
  if (crc32(header) !== sums[0]) throw damaged('its header is damaged: the checksum differs')
  const indices = new Map(tensors.map(({ name }, index) => [name, index]))
  return {
    metadata,
    tensors,
    async read(name) {
      const values = await file.read(name)
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
      if (crc32(bytes) === sums[(indices.get(name) as number) + 1]) return values
      throw damaged(`${name} is damaged: its checksum differs`)
    },
  }
}
