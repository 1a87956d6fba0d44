import assert from 'node:assert/strict'
import { constantSchedule } from '../../src/schedules/constant.ts'
import { momentAt } from '../support/moments.ts'

describe('constantSchedule', () => {
  it('is the base rate, always', () => {
    for (const step of [0, 7, 1e6]) assert.equal(constantSchedule().rate(momentAt({ step })), 0.3)
  })
})
