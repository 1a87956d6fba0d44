import assert from 'node:assert/strict'
import { atLeast, workMatrix } from '../../../src/internal/host/scratch.ts'

describe('scratch memory', () => {
  it('is reused while it is long enough', () => {
    const memory = new Float64Array(5)
    assert.equal(atLeast(memory, 5), memory)
    assert.equal(atLeast(memory, 6).length, 6)
  })

  it('is shared by all work matrices, whose rows lie an odd distance apart', () => {
    const { data, rows, columns, rowStride } = workMatrix(30, 20)
    assert.deepEqual([rows, columns, rowStride], [30, 20, 21])
    assert.equal(workMatrix(20, 30).data, data)
  })

  it('is not kept where it is very long', () => {
    const { data } = workMatrix(1500, 1500)
    assert.notEqual(workMatrix(1500, 1500).data, data)
    assert.ok(workMatrix(3, 3).data.length < data.length)
  })
})
