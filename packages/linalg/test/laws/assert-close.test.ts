import assert from 'node:assert/strict'
import { assertClose, assertSame } from '../../src/laws/assert-close.ts'

describe('assertClose', () => {
  it('accepts what is within the budget, and not-numbers that are the same', () => {
    assertClose([[1, 2.5]], [[1, 2]], 0.5)
    assertClose([[1, 2.5]], [[1, 2]], [[0, 0.5]])
    assertClose([NaN, Infinity, -Infinity, -0], [NaN, Infinity, -Infinity, 0], 0)
    assertClose([[]], [[]], 0)
  })

  it('names the worst element, its error, the budget and how many fail', () => {
    assert.throws(
      () =>
        assertClose(
          [
            [1, 2.5],
            [3, 5],
          ],
          [
            [1, 2],
            [3, 4],
          ],
          0.25,
          'A',
        ),
      {
        message:
          'A at [1, 1] is 5, expected 4: off by 1, 4 times the budget 0.25 (2 of 4 elements are beyond it)',
      },
    )
    assert.throws(
      () => assertClose([[9, 2.5]], [[1, 2]], [[8, 0.25]]),
      /at \[0, 1\] is 2.5.* 2 times the budget 0.25 \(1 of 2/,
    )
  })

  it('rejects NaN and infinities in the wrong places, whatever the budget', () => {
    for (const [actual, expected] of [
      [NaN, 1],
      [1, NaN],
      [Infinity, 1],
      [1, Infinity],
      [Infinity, -Infinity],
    ]) {
      for (const budget of [0, 1e300, Infinity, NaN]) {
        assert.throws(() => assertClose([actual], [expected], budget), /expected/)
      }
    }
  })

  it('rejects other shapes, of the budget too', () => {
    assert.throws(() => assertClose([[1, 2]], [[1], [2]], 1), /is 1×2, expected 2×1/)
    assert.throws(() => assertClose([[1, 2]], [[1, 2]], [[1]]), /is 1×2, expected 1×1/)
  })
})

describe('assertSame', () => {
  it('accepts no difference', () => {
    assertSame([1, NaN], [1, NaN])
    assert.throws(() => assertSame([1], [1 + 2 ** -52]), /off by 2.2/)
  })
})
