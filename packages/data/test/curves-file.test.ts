import assert from 'node:assert/strict'
import { curvesFromMat } from '../src/curves-file.ts'
import { writeMat } from './support/write-mat.ts'

/** A matrix of rows × 784 in MATLAB's order, whose entry (row, column) is 1000 row + column. */
const matrix = (name: string, rows: number, columns = 784) => ({
  name,
  dims: [rows, columns],
  data: Float64Array.from(
    { length: rows * columns },
    (_, i) => 1000 * (i % rows) + Math.floor(i / rows),
  ),
})

describe('curvesFromMat', () => {
  it('makes a row of each image', async () => {
    const bytes = writeMat([matrix('bdatatest', 2), matrix('bdata', 3)], { compressed: true })
    const { train, test } = await curvesFromMat(bytes)
    assert.deepEqual([train.inputs.rows, train.inputs.columns, test.inputs.rows], [3, 784, 2])
    const { data } = train.inputs
    data.forEach((x, i) => assert.equal(x, 1000 * Math.floor(i / 784) + (i % 784)))
  })

  it('refuses images of another size, and files without them', async () => {
    const other = writeMat([matrix('bdata', 2, 700), matrix('bdatatest', 2)])
    await assert.rejects(
      curvesFromMat(other, { file: 'x.mat' }),
      /FormatError: x\.mat: bdata is 2 × 700; expected 784 columns/,
    )
    await assert.rejects(curvesFromMat(writeMat([matrix('bdata', 2)])), /no variable bdatatest/)
  })
})
