import assert from 'node:assert/strict'
import fc from 'fast-check'
import { conditionNumber } from '../src/condition-number.ts'
import { zeros } from '../src/constant.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { refusals } from './support/refusals.ts'

describe('conditionNumber', () => {
  it('is the largest eigenvalue of a positive definite matrix over its least', () => {
    fc.assert(
      fc.property(spdArbitrary({ maximumCondition: 1e8 }), ({ matrix, condition }) => {
        const found = conditionNumber(matrix)
        assert.ok(Math.abs(found / condition - 1) < 1e-14 * condition * matrix.length * 8)
      }),
    )
  })

  it('takes any shape, and is infinite without full rank', () => {
    assert.equal(conditionNumber([[3, 0, 0]]), 1)
    assert.equal(
      conditionNumber([
        [4, 0],
        [0, 1],
        [0, 0],
      ]),
      4,
    )
    assert.equal(conditionNumber([[0]]), Infinity)
    assert.equal(
      conditionNumber([
        [1, 1],
        [1, 1],
      ]),
      Infinity,
    )
    assert.equal(conditionNumber(zeros(0, 3)), 1)
  })

  refusals(it, 'singularValues', (a) => conditionNumber(a))
})
