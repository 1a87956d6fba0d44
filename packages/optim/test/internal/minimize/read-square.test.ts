import assert from 'node:assert/strict'
import { readSquare } from '../../../src/internal/minimize/read-square.ts'
import { assertThrows } from '../../support/assert-throws.ts'

describe('readSquare', () => {
  it('reads rows and operators, as the mean with the transpose', () => {
    const expected = Float64Array.of(2, 1, 1, 3)
    assert.deepEqual(
      readSquare(
        'H',
        [
          [2, 1],
          [1, 3],
        ],
        2,
      ),
      expected,
    )
    assert.deepEqual(readSquare('H', [Float64Array.of(2, 0.5), [1.5, 3]], 2), expected)
    const apply = ([a, b]: ArrayLike<number> & Iterable<number>): Float64Array =>
      Float64Array.of(2 * a + b, a + 3 * b)
    const operator = { rows: 2, columns: 2, apply: apply as never }
    assert.deepEqual(readSquare('H', operator, 2), expected)
  })

  it('refuses other shapes and numbers that are not finite', () => {
    assertThrows(() => readSquare('H', [[1]], 2), 'RangeError', 'H.length is 1; expected 2')
    assertThrows(() => readSquare('H', [[1, 2], [3]], 2), 'RangeError', 'H[1].length is 1')
    assertThrows(() => readSquare('H', [[Number.NaN]], 1), 'RangeError', 'element of H is NaN')
  })
})
