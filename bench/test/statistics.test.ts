import assert from 'node:assert/strict'
import fc from 'fast-check'
import { median, quartileSpread, ratioOf, ratioOfTurns } from '../statistics.ts'

const seconds = fc.double({ min: 1e-6, max: 1e3, noNaN: true })
const rounds = fc.array(seconds, { minLength: 1, maxLength: 20 })

describe('median, quartileSpread', () => {
  it('take the middle and the middle half, whatever the order', () => {
    assert.equal(median([5, 1, 4, 2, 3]), 3)
    assert.equal(quartileSpread([5, 1, 4, 2, 3]), 2 / 3)
    assert.equal(quartileSpread([7]), 0)
  })
})

describe('ratioOf', () => {
  it('is above 1 where ours takes less time', () => {
    const { ours, theirs, ratio } = ratioOf([2, 1, 3], [8, 4, 12])
    assert.deepEqual({ ours, theirs, ratio }, { ours: 2, theirs: 8, ratio: 4 })
  })

  it('has no spread where both slow down together, as a machine makes them', () => {
    fc.assert(
      fc.property(rounds, fc.integer({ min: -8, max: 8 }), (ours, power) => {
        const { ratio, spread } = ratioOf(
          ours,
          ours.map((x) => x * 2 ** power),
        )
        assert.equal(ratio, 2 ** power)
        assert.equal(spread, 0)
      }),
    )
  })

  it('shows the spread of the rounds', () => {
    assert.equal(ratioOf([1, 1, 1, 1, 1], [1, 2, 4, 6, 9]).spread, 1)
  })
})

describe('ratioOfTurns', () => {
  it('looks at the rounds in which both took part', () => {
    const { ours, theirs, ratio } = ratioOfTurns([1, 9, 1, 1], [3, undefined, 3, 3])
    assert.deepEqual({ ours, theirs, ratio }, { ours: 1, theirs: 3, ratio: 3 })
  })
})
