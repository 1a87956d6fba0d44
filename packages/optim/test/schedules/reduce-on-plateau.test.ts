import assert from 'node:assert/strict'
import type { ScheduleMemory } from '../../src/schedule.ts'
import {
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
} from '../../src/schedules/reduce-on-plateau.ts'
import { assertThrows } from '../support/assert-throws.ts'
import { momentAt } from '../support/moments.ts'

/** The drops after each of these losses; undefined is one that is not finite. */
function drops(options: ReduceOnPlateauOptions, losses: readonly (number | undefined)[]): number[] {
  const { remember, rate } = reduceOnPlateau(options)
  let memory: ScheduleMemory = {}
  return losses.map((loss, iteration) => {
    memory =
      remember?.(memory, { iteration, epoch: iteration, ...(loss !== undefined && { loss }) }) ?? {}
    const { factor = 0.1 } = options
    return Math.round(Math.log(rate(momentAt({ memory })) / 0.3) / Math.log(factor)) + 0
  })
}

describe('reduceOnPlateau', () => {
  it('drops where the loss stands still for longer than the patience, again and again', () => {
    const options = { patience: 1, factor: 0.5, threshold: 0 }
    assert.deepEqual(drops(options, [5, 4, 4, 4, 4, 4, 3, 3]), [0, 0, 0, 1, 1, 2, 2, 2])
    assert.deepEqual(drops({ patience: 0 }, [1, 1, 1]), [0, 1, 2])
  })

  it('takes small gains and what is not finite for none', () => {
    assert.deepEqual(drops({ patience: 0, threshold: 0.1 }, [10, 9.5, 8.9]), [0, 1, 1])
    assert.deepEqual(drops({ patience: 0, threshold: 0.1 }, [-10, -10.5, -11.5]), [0, 1, 1])
    assert.deepEqual(drops({ patience: 0 }, [undefined, 3, undefined]), [1, 1, 2])
  })

  it('has the base rate before anything is known', () => {
    assert.equal(reduceOnPlateau().rate(momentAt({})), 0.3)
  })

  it('refuses what is out of range', () => {
    assertThrows(() => reduceOnPlateau({ patience: -1 }), 'RangeError', 'patience is -1')
    assertThrows(() => reduceOnPlateau({ factor: 1 }), 'RangeError', 'factor is 1')
    assertThrows(() => reduceOnPlateau({ threshold: -1 }), 'RangeError', 'threshold is -1')
  })
})
