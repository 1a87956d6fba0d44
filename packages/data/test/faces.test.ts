import assert from 'node:assert/strict'
import type { Samples } from '../src/dataset.ts'
import { makeFaces } from '../src/faces.ts'

const small = { seed: 1, trainRows: 1000, testRows: 200 }

const columnMeans = ({ data, rows, columns }: Samples): number[] =>
  Array.from({ length: columns }, (_, column) => {
    let sum = 0
    for (let row = 0; row < rows; row++) sum += data[row * columns + column]
    return sum / rows
  })

const meanSquare = ({ data }: Samples): number =>
  Array.from(data).reduce((sum, x) => sum + x * x, 0) / data.length

/** The share of the variance that the largest `count` principal components hold, roughly from below. */
function explained({ data, columns }: Samples, rows: number, count: number): number {
  const row = (i: number): Float32Array | Float64Array =>
    data.subarray(i * columns, (i + 1) * columns)
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let sum = 0
    for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
    return sum
  }
  const gram = Array.from({ length: rows }, (_, i) =>
    Float64Array.from({ length: rows }, (_, j) => dot(row(i), row(j))),
  )
  const trace = gram.reduce((sum, line, i) => sum + line[i], 0)
  let basis = gram.slice(0, count)
  let held = 0
  for (let round = 0; round < 6; round++) {
    const orthonormal: Float64Array[] = []
    for (const vector of basis) {
      const rest = vector.slice()
      for (const other of orthonormal) {
        const along = dot(other, rest)
        for (let k = 0; k < rows; k++) rest[k] -= along * other[k]
      }
      const length = Math.sqrt(dot(rest, rest))
      orthonormal.push(rest.map((x) => x / length))
    }
    basis = orthonormal.map((vector) => Float64Array.from(gram, (line) => dot(line, vector)))
    held = basis.reduce((sum, vector, k) => sum + dot(vector, orthonormal[k]), 0)
  }
  return held / trace
}

describe('makeFaces', () => {
  it('is standardized by its training images: zero mean at every pixel, unit mean variance', () => {
    const { train, test } = makeFaces(small)
    assert.deepEqual([train.inputs.rows, train.inputs.columns], [1000, 625])
    assert.deepEqual([test.inputs.rows, test.inputs.data.length], [200, 200 * 625])
    assert.ok(columnMeans(train.inputs).every((mean) => Math.abs(mean) < 1e-5))
    assert.ok(Math.abs(meanSquare(train.inputs) - 1) < 1e-4)
    assert.ok(columnMeans(test.inputs).some((mean) => Math.abs(mean) > 0.1))
    assert.ok(meanSquare(test.inputs) > 0.5 && meanSquare(test.inputs) < 2)
  })

  it('is nearly flat: 30 components hold most of the variance, as of faces', () => {
    const share = explained(
      makeFaces({ seed: 1, trainRows: 300, testRows: 0 }).train.inputs,
      300,
      30,
    )
    assert.ok(share > 0.85 && share < 0.99, `${share}`)
  })

  it('gives the same images for the same seed and others for another', () => {
    const options = { trainRows: 50, testRows: 20 }
    assert.deepEqual(makeFaces({ ...options, seed: 3 }), makeFaces({ ...options, seed: 3 }))
    assert.notDeepEqual(makeFaces({ ...options, seed: 3 }), makeFaces({ ...options, seed: 4 }))
  })

  it('does not change an image by the number of others', () => {
    const some = makeFaces({ trainRows: 50, testRows: 10 })
    const more = makeFaces({ trainRows: 50, testRows: 35 })
    assert.deepEqual(more.test.inputs.data.subarray(0, 6250), some.test.inputs.data)
    assert.deepEqual(more.train, some.train)
  })

  it('shows other people in the test images: they do not depend on the training images', () => {
    // But for the standardization, of which differences of images keep one factor alone.
    const difference = (trainRows: number): number[] => {
      const { data } = makeFaces({ trainRows, testRows: 12 }).test.inputs
      return Array.from({ length: 625 }, (_, i) => data[11 * 625 + i] - data[i])
    }
    const [one, other] = [difference(50), difference(75)]
    const length = (values: readonly number[]): number => Math.hypot(...values)
    one.forEach((x, i) => assert.ok(Math.abs(x / length(one) - other[i] / length(other)) < 1e-5))
  })

  it('shows no image twice', () => {
    const { data } = makeFaces({ trainRows: 500, testRows: 0 }).train.inputs
    const images = Array.from({ length: 500 }, (_, i) =>
      data.subarray(i * 625, (i + 1) * 625).join(),
    )
    assert.equal(new Set(images).size, 500)
  })

  it('reports its progress', () => {
    const calls: number[][] = []
    makeFaces({ trainRows: 600, testRows: 450, onProgress: (...call) => calls.push(call) })
    assert.deepEqual(calls, [
      [500, 1050],
      [1000, 1050],
      [1050, 1050],
    ])
  })

  it('refuses a number of rows that is none, or too few to standardize by', () => {
    for (const rows of [-1, 0.5, Number.NaN]) {
      assert.throws(() => makeFaces({ testRows: rows }), /RangeError: makeFaces: testRows is/)
    }
    assert.throws(
      () => makeFaces({ trainRows: 1 }),
      /trainRows is 1; expected an integer, 2 or more/,
    )
  })
})
