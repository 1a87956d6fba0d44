import assert from 'node:assert/strict'
import { cosineSchedule } from '../../src/schedules/cosine.ts'
import { assertThrows } from '../support/assert-throws.ts'
import { momentAt } from '../support/moments.ts'

describe('cosineSchedule', () => {
  it('goes from the base rate to its end by half a wave, and stays', () => {
    const { rate } = cosineSchedule({ epochs: 4, end: 0.1 })
    const expected = [0.3, 0.3 * (0.1 + 0.9 * ((1 + Math.SQRT1_2) / 2)), 0.3 * 0.55, 0.03, 0.03]
    for (const [k, epoch] of [0, 1, 2, 4, 9].entries()) {
      assert.ok(Math.abs(rate(momentAt({ epoch })) - expected[k]) < 1e-15, `epoch ${epoch}`)
    }
    assert.equal(cosineSchedule({ epochs: 4 }).rate(momentAt({ epoch: 4 })), 0)
  })

  it('refuses what is out of range', () => {
    assertThrows(() => cosineSchedule({ epochs: 0 }), 'RangeError', 'epochs is 0')
    assertThrows(() => cosineSchedule({ epochs: 1, end: -1 }), 'RangeError', 'end is -1')
  })
})
