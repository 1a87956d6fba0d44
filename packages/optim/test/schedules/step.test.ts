import assert from 'node:assert/strict'
import { stepSchedule } from '../../src/schedules/step.ts'
import { assertThrows } from '../support/assert-throws.ts'
import { momentAt } from '../support/moments.ts'

describe('stepSchedule', () => {
  it('drops after every so many epochs', () => {
    const { rate } = stepSchedule({ every: 2, factor: 0.5 })
    const rates = [0, 1.9, 2, 3.9, 4, 20].map((epoch) => rate(momentAt({ epoch })))
    assert.deepEqual(rates, [0.3, 0.3, 0.15, 0.15, 0.075, 0.3 * 0.5 ** 10])
    assert.equal(stepSchedule({ every: 1 }).rate(momentAt({ epoch: 1 })), 0.3 * 0.1)
  })

  it('refuses what is out of range', () => {
    assertThrows(() => stepSchedule({ every: 0 }), 'RangeError', 'every is 0')
    assertThrows(() => stepSchedule({ every: 1, factor: -1 }), 'RangeError', 'factor is -1')
  })
})
