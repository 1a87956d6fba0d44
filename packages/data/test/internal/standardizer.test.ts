import assert from 'node:assert/strict'
import { standardizer } from '../../src/internal/standardizer.ts'

const samples = (columns: number, ...data: number[]) => ({
  data: Float64Array.from(data),
  rows: data.length / columns,
  columns,
})

describe('standardizer', () => {
  it('takes each column’s mean away and divides all by one number', () => {
    // Variances 1 and 9, 5 on average.
    const train = samples(2, 1, 10, 3, 16)
    const { data, rows, columns } = standardizer(train)(train)
    assert.deepEqual([rows, columns], [2, 2])
    const expected = [-1, -3, 1, 3].map((x) => x / Math.sqrt(5))
    assert.deepEqual(data, Float32Array.from(expected))
  })

  it('treats others as it treats its own', () => {
    const standardize = standardizer(samples(1, 0, 2))
    assert.deepEqual(standardize(samples(1, 5)).data, Float32Array.of(4))
  })

  it('leaves what does not vary at zero', () => {
    const train = samples(1, 7, 7)
    assert.deepEqual(standardizer(train)(train).data, Float32Array.of(0, 0))
  })
})
