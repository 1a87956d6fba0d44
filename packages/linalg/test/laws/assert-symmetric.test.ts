import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  assertSymmetric,
  assertSymmetricPositiveDefinite,
} from '../../src/laws/assert-symmetric.ts'
import { spdArbitrary } from '../../src/laws/spd-arbitrary.ts'

describe('assertSymmetric', () => {
  it('sees the last bit', () => {
    assertSymmetric([
      [1, 2],
      [2, 3],
    ])
    assertSymmetric([
      [NaN, NaN],
      [NaN, 3],
    ])
    assert.throws(
      () =>
        assertSymmetric(
          [
            [1, 2],
            [2 + 2 ** -51, 3],
          ],
          'H',
        ),
      /H is not symmetric: \[1, 0\] is 2.0+4, \[0, 1\] is 2/,
    )
    assert.throws(() => assertSymmetric([[1, 2]]), /1×2/)
  })
})

describe('assertSymmetricPositiveDefinite', () => {
  it('accepts what is, up to condition 1e10', () => {
    fc.assert(
      fc.property(spdArbitrary({ maximumCondition: 1e10 }), (a) =>
        assertSymmetricPositiveDefinite(a.matrix),
      ),
    )
  })

  it('names the pivot of what is not', () => {
    assert.throws(
      () =>
        assertSymmetricPositiveDefinite(
          [
            [1, 2],
            [2, 3],
          ],
          'H',
        ),
      /H is not positive definite: .*pivot 1 .* is -1/,
    )
    assert.throws(() => assertSymmetricPositiveDefinite([[0]]), /pivot 0/)
    assert.throws(() => assertSymmetricPositiveDefinite([[NaN]]), /pivot 0/)
    assert.throws(
      () =>
        assertSymmetricPositiveDefinite([
          [1, 2],
          [3, 9],
        ]),
      /not symmetric/,
    )
  })

  it('does not touch the matrix', () => {
    const h = [
      [4, 2],
      [2, 10],
    ]
    assertSymmetricPositiveDefinite(h)
    assert.deepEqual(h, [
      [4, 2],
      [2, 10],
    ])
  })
})
