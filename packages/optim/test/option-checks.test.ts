import { checkChoice, checkRange, checkWhole } from '../src/option-checks.ts'
import { withDefaults } from '../src/common-options.ts'
import assert from 'node:assert/strict'
import { assertThrows } from './support/assert-throws.ts'

describe('option checks', () => {
  it('take what is in range, ends included where closed', () => {
    checkRange('m', 'x', 0, 0)
    checkRange('m', 'x', 0.5, 0, 1, 'open')
    checkWhole('m', 'x', 3, 3)
    checkChoice('m', 'x', 'a', ['a', 'b'])
  })

  it('name the method, the option, the value and the range', () => {
    assertThrows(
      () => checkRange('m', 'x', 1, 0, 1),
      'RangeError',
      'm: x is 1',
      'at least 0 and below 1',
    )
    assertThrows(() => checkRange('m', 'x', 0, 0, 1, 'open'), 'RangeError', 'above 0 and below 1')
    assertThrows(() => checkRange('m', 'x', '1' as never, 0, 2), 'RangeError')
    assertThrows(
      () => checkWhole('m', 'x', 2.5, 1),
      'RangeError',
      'm: x is 2.5',
      'whole number of at least 1',
    )
    assertThrows(
      () => checkChoice('m', 'x', 'c', ['a', 'b']),
      'RangeError',
      "m: x is 'c'",
      "'a' or 'b'",
    )
  })

  it('defaults stand in for what is undefined', () => {
    assert.deepEqual(withDefaults({ a: 1, b: 2 }, { a: undefined, b: 3 }), { a: 1, b: 3 })
  })
})
