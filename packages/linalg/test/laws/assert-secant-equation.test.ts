import assert from 'node:assert/strict'
import { assertSecantEquation } from '../../src/laws/assert-secant-equation.ts'

describe('assertSecantEquation', () => {
  const H = [
    [2, 1],
    [1, 3],
  ]

  it('accepts H y = s within rounding', () => {
    assertSecantEquation(H, [4, 7], [1, 2])
    assertSecantEquation(H, [4 + 8 * 2 ** -52, 7], [1, 2])
    assertSecantEquation(H, [4 + 8 * 2 ** -23, 7], [1, 2], { dtype: 'float32' })
  })

  it('rejects what is off by more, naming the element', () => {
    assert.throws(
      () => assertSecantEquation(H, [4 + 8 * 2 ** -23, 7], [1, 2]),
      /H y .*\[0, 0\] is 4/,
    )
    assert.throws(() => assertSecantEquation(H, [4, 7 + 1e-14], [1, 2], { factor: 1 }), /\[1, 0\]/)
  })

  it('rejects shapes that do not fit', () => {
    assert.throws(() => assertSecantEquation(H, [4, 7, 1], [1, 2]), /expected n×n/)
    assert.throws(() => assertSecantEquation([[1, 2]], [4], [1]), /expected n×n/)
  })
})
