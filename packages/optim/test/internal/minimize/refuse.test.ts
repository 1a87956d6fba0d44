import { refuse } from '../../../src/internal/minimize/refuse.ts'
import { assertThrows } from '../../support/assert-throws.ts'

describe('refuse', () => {
  it('says what was given and what was expected', () => {
    assertThrows(
      () => refuse('memory', -1, 'at least 0'),
      'RangeError',
      'memory is -1; expected at',
    )
  })
})
