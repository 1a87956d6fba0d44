import assert from 'node:assert/strict'
import { concat } from '../src/concat.ts'

const a = [
  [1, 2, 3],
  [4, 5, 6],
]

describe('concat', () => {
  it('names parts that do not fit', () => {
    assert.throws(() => concat('rows', a, [[1, 2]]), {
      name: 'ShapeError',
      message: /2×3, 1×2 joined along rows .* columns/,
    })
    assert.throws(() => concat('columns', a, [[1, 2]]), {
      name: 'ShapeError',
      message: /along columns .* rows/,
    })
    assert.throws(() => concat('rows'), { name: 'ShapeError', message: /at least one/ })
  })
})
