import type { Samples, TrainAndTest } from './dataset.ts'
import { FormatError } from './format-error.ts'
import { type MatOptions, parseMat } from './mat.ts'

const pixels = 625
const people = { all: 40, train: 25, test: 10 }

/**
 * The FACES set of the authors, the file `newfaces_rot_single.mat` of J. Martens' page: images of
 * 25 × 25 as the columns of `newfaces_single`, person after person. The first 25 of 40 people are for
 * training, the last 10 for testing, the 5 in between are left out.
 *
 * @throws FormatError if the bytes are no such file.
 * @example
 * const { train, test } = await facesFromMat(await readFile('newfaces_rot_single.mat'))
 * // 103500 and 41400 rows of 625
 */
export async function facesFromMat(
  bytes: Uint8Array,
  options: Omit<MatOptions, 'variables'> = {},
): Promise<TrainAndTest> {
  const [array] = await parseMat(bytes, { ...options, variables: ['newfaces_single'] })
  const { dims, data } = array
  const [rows, images] = dims
  if (dims.length !== 2 || rows !== pixels || images % people.all !== 0) {
    const message = `newfaces_single is ${dims.join(' × ')}; expected ${pixels} rows, and columns for ${people.all} people`
    throw new FormatError(message, 0, options.file)
  }
  const each = images / people.all
  // A column of the file is a row of ours: the numbers are in order already.
  const numbers = data instanceof Float32Array ? data : Float32Array.from(data)
  const part = (first: number, count: number): Samples => ({
    data: numbers.subarray(first * each * pixels, (first + count) * each * pixels),
    rows: count * each,
    columns: pixels,
  })
  return {
    train: { name: 'faces', inputs: part(0, people.train) },
    test: { name: 'faces', inputs: part(people.all - people.test, people.test) },
  }
}
