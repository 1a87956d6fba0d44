import assert from 'node:assert/strict'
import { packPairs, packTriples } from '../../../src/internal/host/pack-panels.ts'
import { block, rowMajor } from '../../../src/internal/host/strided.ts'

/** Row i, column j holds 10 i + j. */
const a = rowMajor(
  Float32Array.from({ length: 100 }, (_, place) => place),
  10,
  10,
)

describe('packing', () => {
  it('interleaves pairs of rows, the last with zeros where there is one row left', () => {
    const panels = new Float64Array(13).fill(-1)
    packPairs(a, 4, 7, 3, 3, panels)
    assert.deepEqual([...panels], [47, 57, 48, 58, 49, 59, 67, 0, 68, 0, 69, 0, -1])
  })

  it('interleaves triples of columns, the last with zeros where one or two are left', () => {
    const panels = new Float64Array(13).fill(-1)
    packTriples(a, 7, 4, 4, 2, panels)
    assert.deepEqual([...panels], [74, 75, 76, 84, 85, 86, 77, 0, 0, 87, 0, 0, -1])
    packTriples(block(a, 5, 5, 5, 5), 0, 0, 5, 2, panels)
    assert.deepEqual([...panels], [55, 56, 57, 65, 66, 67, 58, 59, 0, 68, 69, 0, -1])
  })
})
