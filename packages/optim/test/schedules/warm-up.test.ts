import assert from 'node:assert/strict'
import { reduceOnPlateau } from '../../src/schedules/reduce-on-plateau.ts'
import { stepSchedule } from '../../src/schedules/step.ts'
import { warmUpSchedule } from '../../src/schedules/warm-up.ts'
import { assertThrows } from '../support/assert-throws.ts'
import { momentAt } from '../support/moments.ts'

describe('warmUpSchedule', () => {
  it('rises to the whole rate in so many steps', () => {
    const { rate } = warmUpSchedule(4)
    const rates = [0, 1, 3, 4, 99].map((step) => rate(momentAt({ step })))
    assert.deepEqual(rates, [0.25 * 0.3, 0.5 * 0.3, 0.3, 0.3, 0.3])
  })

  it('is a factor on another schedule, and remembers what that does', () => {
    const { rate, name } = warmUpSchedule(20, stepSchedule({ every: 1, factor: 0.5 }))
    assert.equal(rate(momentAt({ step: 10 })), (11 / 20) * 0.15)
    assert.equal(name, 'warm-up and step')
    const plateau = reduceOnPlateau()
    assert.equal(warmUpSchedule(2, plateau).remember, plateau.remember)
    assert.equal(warmUpSchedule(2).remember, undefined)
  })

  it('refuses what is no number of steps', () => {
    assertThrows(() => warmUpSchedule(0), 'RangeError', 'steps is 0')
  })
})
