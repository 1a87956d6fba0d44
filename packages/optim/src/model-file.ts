/**
 * A model's parameters alone, in files that Python reads: safetensors (`safetensors.numpy.load_file`)
 * and NPZ (`numpy.load`). A dense layer's `0.W` is [W | b], the bias as its last column.
 */
import type { ByteSource } from '@kq/data/byte-source'
import { writeNpz } from '@kq/data/npz'
import { openSafetensors, writeSafetensors } from '@kq/data/safetensors'
import type { Engine } from '@kq/linalg/engine'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'
import type { Matrices } from './evaluation.ts'

/** The formats that {@link writeModel} knows. */
export type ModelFormat = 'safetensors' | 'npz'

/**
 * A file of the parameters, piece by piece, each matrix read when its turn comes.
 *
 * @example
 * ```ts
 * import { bytesSource } from '@kq/data/byte-source'
 * import { hostEngine } from '@kq/linalg/host'
 * import { createRandom } from '@kq/linalg/random'
 * import { mlp } from '@kq/nn/mlp'
 * import { readModel, writeModel } from '@kq/optim/model-file'
 *
 * const parameters = mlp([3, 4, 2], { activation: 'relu' }).init(createRandom(1), hostEngine())
 * const file: number[] = []
 * for await (const piece of writeModel(parameters, 'safetensors')) file.push(...piece)
 *
 * const read = await readModel(bytesSource(Uint8Array.from(file)), hostEngine())
 * console.log(Object.keys(read)) // ['0.W', '2.W']
 * ```
 */
export function writeModel(
  parameters: Matrices,
  format: ModelFormat,
): AsyncGenerator<Uint8Array, void, undefined> {
  const entries = Object.entries(parameters)
  if (format === 'npz') {
    return writeNpz(
      entries.map(([name, matrix]) => ({
        name,
        read: async () => ({ data: await read(matrix), shape: [matrix.rows, matrix.columns] }),
      })),
    )
  }
  return writeSafetensors(
    entries.map(([name, matrix]) => ({
      name,
      dtype: matrix.dtype === 'float32' ? 'F32' : 'F64',
      shape: [matrix.rows, matrix.columns],
      read: () => read(matrix),
    })),
  )
}

/**
 * The parameters of a safetensors file on an engine, in its number format; they belong to the caller.
 * A tensor of one dimension becomes a column. A layer says so when it is given what does not fit it.
 *
 * Give them to a trainer as its `parameters`; {@link writeModel} has an example.
 *
 * @throws FormatError for what is no safetensors file; RangeError for a tensor of more than two dimensions
 */
export async function readModel(source: ByteSource, engine: Engine): Promise<Matrices> {
  const file = await openSafetensors(source)
  const parameters: Record<string, Matrices[string]> = {}
  try {
    for (const { name, shape } of file.tensors) {
      if (shape.length > 2) {
        throw new RangeError(`readModel: ${name} is ${shape.join('×')}; expected a matrix`)
      }
      const [rows = 1, columns = 1] = shape
      parameters[name] = engine.upload(await file.read(name), { rows, columns })
    }
    return parameters
  } catch (error) {
    free(parameters)
    throw error
  }
}
