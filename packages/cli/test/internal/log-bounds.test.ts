import assert from 'node:assert/strict'
import { logBounds } from '../../src/internal/log-bounds.ts'

describe('logBounds', () => {
  it('holds all values with a margin', () => {
    assert.deepEqual(logBounds([[3, 2], [], [2.5, 1]], 0.1), { low: 0.8, high: 3.2 })
  })

  it('gives a single value some room', () => {
    assert.deepEqual(logBounds([[2]], 0.1), { low: 1.999, high: 2.001 })
  })

  it('ends a decade above the highest beginning', () => {
    assert.deepEqual(
      logBounds(
        [
          [3, 30],
          [2, 1],
        ],
        0,
      ),
      { low: 0.999, high: 4.001 },
    )
  })

  it('stays where powers of ten are finite and not 0', () => {
    const [low, high] = [Number.MIN_VALUE, Number.MAX_VALUE].map(Math.log10)
    assert.deepEqual(logBounds([[high], [low]], 0.1), { low, high })
  })

  it('has no answer without values', () => {
    assert.equal(logBounds([], 0.1), undefined)
    assert.equal(logBounds([[], []], 0.1), undefined)
  })
})
