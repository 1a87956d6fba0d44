import assert from 'node:assert/strict'
import { readJacobian } from '../../../src/internal/least-squares/read-jacobian.ts'
import { assertThrows } from '../../support/assert-throws.ts'

describe('readJacobian', () => {
  it('takes rows, flat numbers and ndarrays, and gives columns', () => {
    const expected = [1, 4, 2, 5, 3, 6]
    for (const form of [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)],
      [1, 2, 3, 4, 5, 6],
      Float64Array.of(1, 2, 3, 4, 5, 6),
      { data: [9, 1, 4, 2, 5, 3, 6], shape: [2, 3], stride: [1, 2], offset: 1 },
    ]) {
      assert.deepEqual([...readJacobian(form, 2, 3)], expected)
    }
    assert.deepEqual([...readJacobian([1, 2], 2, 1)], [1, 2])
  })

  it('refuses other shapes', () => {
    const rows = [
      [1, 2],
      [3, 4, 5],
    ]
    assertThrows(() => readJacobian(rows, 2, 2), 'ShapeError', '2×3', 'expected 2×2')
    assertThrows(() => readJacobian([[1, 2]], 2, 2), 'ShapeError', '1×2')
    assertThrows(() => readJacobian([1, 2, 3], 2, 2), 'ShapeError', 'is 3', 'expected 2×2')
    assertThrows(() => readJacobian(undefined as never, 2, 2), 'ShapeError', 'none')
    const across = { data: [1, 2, 3, 4, 5, 6], shape: [3, 2], stride: [2, 1], offset: 0 }
    assertThrows(() => readJacobian(across, 2, 3), 'ShapeError', '3×2', 'expected 2×3')
  })
})
