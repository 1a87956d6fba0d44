/**
 * MNIST: 60,000 training and 10,000 test images of handwritten digits, 28 × 28 pixels
 * (Y. LeCun, C. Cortes and C. Burges), as an autoencoder's data: no labels.
 */
import type { Samples, TrainAndTest } from './dataset.ts'
import { FormatError } from './format-error.ts'
import { parseIdx, type IdxOptions } from './idx.ts'
import { bytesToUnit } from './normalize.ts'

const side = 28

/** The names of the original image files, unpacked. */
const files = { train: 'train-images-idx3-ubyte', test: 't10k-images-idx3-ubyte' }

/**
 * The rows of an IDX file of 28 × 28 grey images, every pixel divided by 255 and rounded to float32.
 *
 * @throws FormatError if the bytes are no such file.
 * @example
 * const { rows, columns } = mnistFromIdx(await readFile('train-images-idx3-ubyte'))
 * // 60000, 784
 */
export const mnistFromIdx = (images: Uint8Array, options: IdxOptions = {}): Samples => {
  const { dims, data } = parseIdx(images, options)
  if (!(data instanceof Uint8Array)) {
    const message = `expected unsigned bytes (type 0x08), but the file has ${data.constructor.name}`
    throw new FormatError(message, 2, options.file)
  }
  if (dims.length !== 3 || dims[1] !== side || dims[2] !== side) {
    const message = `expected images of ${side} × ${side}, but the dimensions are ${dims.join(' × ')}`
    throw new FormatError(message, 3, options.file)
  }
  return { data: bytesToUnit(data), rows: dims[0], columns: side * side }
}

/**
 * Both halves of MNIST, from wherever `read` finds the files `train-images-idx3-ubyte` and
 * `t10k-images-idx3-ubyte`: a folder, a server, a cache.
 *
 * @throws FormatError if a file is damaged, and whatever `read` throws.
 * @example
 * const { train, test } = await loadMnist(async (name) => {
 *   const response = await fetch(`/mnist/${name}`)
 *   return new Uint8Array(await response.arrayBuffer())
 * })
 */
export const loadMnist = async (
  read: (name: string) => Promise<Uint8Array>,
): Promise<TrainAndTest> => {
  const half = async (file: string): Promise<Samples> => mnistFromIdx(await read(file), { file })
  return {
    train: { name: 'mnist', inputs: await half(files.train) },
    test: { name: 'mnist', inputs: await half(files.test) },
  }
}
