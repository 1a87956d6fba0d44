import assert from 'node:assert/strict'
import { spreadOf } from '../../../reproduce/page/spread.ts'

describe('spreadOf', () => {
  it('finds the middle and the ends, in whatever order', () => {
    assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, low: 1, high: 3, count: 3 })
    assert.deepEqual(spreadOf([10, 1]), { median: 5.5, low: 1, high: 10, count: 2 })
    assert.deepEqual(spreadOf([7]), { median: 7, low: 7, high: 7, count: 1 })
    assert.throws(() => spreadOf([]), /no numbers/)
  })
})
