/**
 * MNIST: 60,000 training and 10,000 test images of handwritten digits, 28 × 28 pixels
 * (Y. LeCun, C. Cortes and C. Burges), as an autoencoder's data, or with the digits as targets.
 */
import type { Dataset, Samples, TrainAndTest } from './dataset.ts'
import { FormatError } from './format-error.ts'
import { parseIdx, type IdxOptions } from './idx.ts'
import { bytesToUnit } from './normalize.ts'

const side = 28

/** The names of the original image files, unpacked. */
const files = { train: 'train-images-idx3-ubyte', test: 't10k-images-idx3-ubyte' }
const labelFiles = { train: 'train-labels-idx1-ubyte', test: 't10k-labels-idx1-ubyte' }
const digits = 10

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
 * The rows of an IDX file of digits: ten columns, a 1 in that of the digit.
 *
 * @throws FormatError if the bytes are no such file.
 * @example
 * const { rows, columns } = mnistLabelsFromIdx(await readFile('train-labels-idx1-ubyte'))
 * // 60000, 10
 */
export const mnistLabelsFromIdx = (labels: Uint8Array, options: IdxOptions = {}): Samples => {
  const { dims, data: values } = parseIdx(labels, options)
  if (!(values instanceof Uint8Array) || dims.length !== 1) {
    const message = `expected one dimension of unsigned bytes, but the file has ${dims.length} of ${values.constructor.name}`
    throw new FormatError(message, 2, options.file)
  }
  const data = new Float32Array(values.length * digits)
  values.forEach((digit, row) => {
    if (digit >= digits) {
      throw new FormatError(`label ${row} is ${digit}; expected 0 to 9`, 8 + row, options.file)
    }
    data[row * digits + digit] = 1
  })
  return { data, rows: values.length, columns: digits }
}

export interface MnistOptions {
  /** Whether the digits are loaded, as targets. @defaultValue false */
  readonly labels?: boolean
}

/**
 * Both halves of MNIST, from wherever `read` finds the files `train-images-idx3-ubyte` and
 * `t10k-images-idx3-ubyte`: a folder, a server, a cache. With `labels`, also
 * `train-labels-idx1-ubyte` and `t10k-labels-idx1-ubyte`.
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
  { labels = false }: MnistOptions = {},
): Promise<TrainAndTest> => {
  const half = async (which: 'train' | 'test'): Promise<Dataset> => {
    const [file, labelFile] = [files[which], labelFiles[which]]
    const inputs = mnistFromIdx(await read(file), { file })
    if (!labels) return { name: 'mnist', inputs }
    const targets = mnistLabelsFromIdx(await read(labelFile), { file: labelFile })
    if (targets.rows === inputs.rows) return { name: 'mnist', inputs, targets }
    const message = `there are ${targets.rows} labels, but ${inputs.rows} images in ${file}`
    throw new FormatError(message, 4, labelFile)
  }
  return { train: await half('train'), test: await half('test') }
}
