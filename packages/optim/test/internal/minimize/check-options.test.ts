import { checkOptions } from '../../../src/internal/minimize/check-options.ts'
import { assertThrows } from '../../support/assert-throws.ts'

describe('checkOptions', () => {
  it('looks at numbers only', () => {
    checkOptions({ a: 0, b: Number.POSITIVE_INFINITY, c: undefined, d: [-1], e: '-1', f: () => -1 })
    checkOptions({ lower: new Float64Array([-5]) })
  })

  it('names the number that is below 0 or none', () => {
    assertThrows(() => checkOptions({ a: 1, b: -2 }), 'RangeError', 'b is -2; expected at least 0')
    assertThrows(() => checkOptions({ c: Number.NaN }), 'RangeError', 'c is NaN')
  })
})
