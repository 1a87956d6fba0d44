import type { Samples, TrainAndTest } from './dataset.ts'
import { FormatError } from './format-error.ts'
import { type MatArray, type MatOptions, parseMat } from './mat.ts'

/** The rows of a matrix that is stored column by column. */
function rowsOf({ name, dims, data }: MatArray, columns: number, file?: string): Samples {
  const [rows, width] = dims
  if (dims.length !== 2 || width !== columns) {
    const message = `${name} is ${dims.join(' × ')}; expected ${columns} columns`
    throw new FormatError(message, 0, file)
  }
  const turned = new Float32Array(rows * columns)
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) turned[row * columns + column] = data[column * rows + row]
  }
  return { data: turned, rows, columns }
}

/**
 * The CURVES set of the authors, the file `digs3pts_1.mat` of J. Martens' page made by
 * R. Salakhutdinov: images of 28 × 28 as the rows of `bdata` and `bdatatest`.
 *
 * @throws FormatError if the bytes are no such file.
 * @example
 * const { train, test } = await curvesFromMat(await readFile('digs3pts_1.mat'))
 * // 20000 and 10000 rows of 784
 */
export async function curvesFromMat(
  bytes: Uint8Array,
  options: Omit<MatOptions, 'variables'> = {},
): Promise<TrainAndTest> {
  const arrays = await parseMat(bytes, { ...options, variables: ['bdata', 'bdatatest'] })
  const half = (name: string): Samples =>
    rowsOf(arrays.find((array) => array.name === name) as MatArray, 784, options.file)
  return {
    train: { name: 'curves', inputs: half('bdata') },
    test: { name: 'curves', inputs: half('bdatatest') },
  }
}
