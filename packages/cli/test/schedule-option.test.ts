import assert from 'node:assert/strict'
import { parseSchedule, scheduleHelp } from '../src/schedule-option.ts'

/** The rate of a schedule for α = 1 at ten steps an epoch. */
const rateAt = (text: string, epoch: number, memory: Record<string, number> = {}): number =>
  parseSchedule(text).rate({ step: 10 * epoch, epoch, baseRate: 1, evaluation: undefined, memory })

describe('parseSchedule', () => {
  it('reads every form', () => {
    assert.equal(rateAt('constant', 9), 1)
    assert.equal(rateAt('step:2', 4), 0.1 ** 2)
    assert.equal(rateAt('step:2:0.5', 4), 0.25)
    assert.equal(rateAt('cosine:4', 4), 0)
    assert.equal(rateAt('cosine:4:0.5', 4), 0.5)
    assert.equal(rateAt('plateau', 0, { drops: 1 }), 0.1)
    assert.equal(rateAt('plateau:3:0.5', 0, { drops: 1 }), 0.5)
    assert.deepEqual(
      parseSchedule('plateau:0').remember?.({ best: 1 }, { iteration: 1, epoch: 1 }),
      {
        best: 1,
        waited: 0,
        drops: 1,
      },
    )
    assert.equal(rateAt('warm-up:20', 0), 1 / 20)
    assert.equal(rateAt('warm-up:20+step:1:0.5', 1), (11 / 20) * 0.5)
  })

  it('is what the help says', () => {
    for (const name of ['constant', 'step:', 'cosine:', 'plateau', 'warm-up:']) {
      assert.ok(scheduleHelp.includes(name))
    }
  })

  for (const [text, expected] of [
    ['', /Expected one of constant, step/],
    ['toString', /Expected one of/],
    ['platau', /Did you mean plateau\?/],
    ['step', /Expected step:EPOCHS\[:FACTOR\], with numbers/],
    ['step:', /with numbers/],
    ['step:x', /with numbers/],
    ['step:1:2:3', /Expected step/],
    ['step:0', /every is 0/],
    ['constant:1', /Expected constant,/],
    ['warm-up', /Expected warm-up:STEPS/],
    ['warm-up:3+', /Expected one of/],
    ['warm-up:0', /steps is 0/],
    ['cosine:3+warm-up:2', /\+ after warm-up:STEPS alone/],
  ] as const) {
    it(`refuses '${text}'`, () => {
      assert.throws(() => parseSchedule(text), { name: 'RangeError', message: expected })
    })
  }
})
