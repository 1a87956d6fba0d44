import assert from 'node:assert/strict'
import { facesFromMat } from '../src/faces-file.ts'
import { writeMat } from './support/write-mat.ts'

/** Two images each of 40 people: every number of an image is its person. */
const file = (
  columns = 80,
  rows = 625,
  Data: typeof Float32Array | typeof Float64Array = Float32Array,
) =>
  writeMat([
    {
      name: 'newfaces_single',
      dims: [rows, columns],
      data: Data.from({ length: rows * columns }, (_, i) => Math.floor(i / rows / 2)),
    },
  ])

describe('facesFromMat', () => {
  it('trains on the first 25 people and tests on the last 10', async () => {
    for (const Data of [Float32Array, Float64Array] as const) {
      const { train, test } = await facesFromMat(file(80, 625, Data))
      assert.deepEqual([train.inputs.rows, test.inputs.rows], [50, 20])
      assert.ok(train.inputs.data instanceof Float32Array)
      const people = (data: ArrayLike<number>): number[] => [...new Set(Array.from(data))]
      assert.deepEqual(people(train.inputs.data), [...Array(25).keys()])
      assert.deepEqual(
        people(test.inputs.data),
        Array.from({ length: 10 }, (_, i) => 30 + i),
      )
    }
  })

  it('refuses images of another size, or of another number of people', async () => {
    await assert.rejects(
      facesFromMat(file(80, 624)),
      /newfaces_single is 624 × 80; expected 625 rows/,
    )
    await assert.rejects(facesFromMat(file(81)), /columns for 40 people/)
  })
})
