import assert from 'node:assert/strict'
import { slice } from '../src/slice.ts'

const a = [
  [1, 2, 3],
  [4, 5, 6],
]

describe('slice', () => {
  it('names a block that leaves the matrix, or is no block', () => {
    for (const block of [
      { rowEnd: 3 },
      { rowStart: -1 },
      { columnStart: 2, columnEnd: 1 },
      { columnEnd: 4 },
      { rowStart: 0.5 },
      { rowEnd: NaN },
    ]) {
      assert.throws(() => slice(a, block), { name: 'ShapeError', message: /not inside 2×3/ })
    }
  })

  it('is a view: no numbers are copied', () => {
    const whole = slice(a, {})
    assert.equal(slice(whole, { rowStart: 1 }).data, whole.data)
  })

  it('takes empty blocks', () => {
    assert.deepEqual(slice(a, { rowStart: 1, rowEnd: 1 }).shape, [0, 3])
  })
})
