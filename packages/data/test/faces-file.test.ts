import assert from 'node:assert/strict'
import { facesFromMat } from '../src/faces-file.ts'
import type { MatData } from '../src/mat.ts'
import { writeMat } from './support/write-mat.ts'

const floats = (people: number[]): MatData => Float32Array.from(people)
const doubles = (people: number[]): MatData => Float64Array.from(people)

/** Two images each of 40 people: every number of an image is its person. */
const file = (columns = 80, rows = 625, make = floats) => {
  const people = Array.from({ length: rows * columns }, (_, i) => Math.floor(i / rows / 2))
  return writeMat([{ name: 'newfaces_single', dims: [rows, columns], data: make(people) }])
}

describe('facesFromMat', () => {
  it('trains on the first 25 people and tests on the last 10', async () => {
    for (const make of [floats, doubles]) {
      const { train, test } = await facesFromMat(file(80, 625, make))
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
