import assert from 'node:assert/strict'
import { absoluteDeviation, fails, relativeDeviation, worse } from '../conformance/comparison.ts'

describe('comparison', () => {
  it('takes the largest deviation, of nested arrays too', () => {
    assert.equal(absoluteDeviation([1, 2, 3], [[1, 2.5], [3]]), 0.5)
    assert.equal(relativeDeviation([1, 2, 3], [1, 2.5, -4]), 7 / 4)
    assert.equal(relativeDeviation([0, 0], [0, 0]), 0)
  })

  it('is infinite where sizes differ, and where zeros are not met', () => {
    assert.equal(absoluteDeviation([1], [1, 2]), Number.POSITIVE_INFINITY)
    assert.equal(relativeDeviation([], [1]), Number.POSITIVE_INFINITY)
    assert.equal(relativeDeviation([1e-300], [0]), Number.POSITIVE_INFINITY)
  })

  it('lets no NaN pass', () => {
    assert.ok(Number.isNaN(absoluteDeviation([Number.NaN, 5], [1, 1])))
    assert.ok(Number.isNaN(worse(Number.NaN, 1)) && Number.isNaN(worse(1, Number.NaN)))
    assert.equal(fails({ what: '', deviation: Number.NaN, limit: 1 }), true)
    assert.equal(fails({ what: '', deviation: 1, limit: 1 }), false)
    assert.equal(fails({ what: '', deviation: 1.1, limit: 1 }), true)
  })
})
