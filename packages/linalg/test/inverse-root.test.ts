import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { inverseRoot } from '../src/inverse-root.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { assertSymmetricPositiveDefinite } from '../src/laws/assert-symmetric.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { spdInverse } from '../src/spd-inverse.ts'
import { assertInverseRoot } from './support/assert-inverse-root.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

describe('inverseRoot', () => {
  it('is X^p A = I to κ ε, positive definite, for p from 1 to 8', () => {
    const cases = spdArbitrary({ maximumSize: 6, maximumCondition: 1e12 })
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 8 }), ({ matrix: rows, condition }, p) => {
        const X = inverseRoot(rows, p)
        assertInverseRoot(X, rows, p, condition)
        if (condition < 1e10) assertSymmetricPositiveDefinite(X)
      }),
    )
  })

  it('is the inverse for p = 1', () => {
    const a = [
      [4, 1],
      [1, 3],
    ]
    assertClose(inverseRoot(a, 1), spdInverse(a), 1e-15)
    assert.deepEqual(inverseRoot(zeros(0, 0), 2).shape, [0, 0])
  })

  livesOnItsEngine(it, 1, (a) => [inverseRoot(a, 2)])
  refusals(it, 'eigh', (a) => inverseRoot(a, 2))

  it('names the eigenvalue that is not positive, and refuses other roots', () => {
    assert.throws(
      () =>
        inverseRoot(
          [
            [1, 0],
            [0, 0],
          ],
          2,
        ),
      {
        name: 'NotPositiveDefiniteError',
        message: /inverseRoot: .*eigenvalue 0 .* is 0/,
      },
    )
    for (const p of [0, -1, 1.5, NaN]) {
      assert.throws(() => inverseRoot([[1]], p), {
        name: 'RangeError',
        message: /p is .*from 1 on/,
      })
    }
    assert.throws(() => inverseRoot([[1, 2]], 2), { name: 'ShapeError' })
  })
})
