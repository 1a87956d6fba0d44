import assert from 'node:assert/strict'
import { logBounds } from '../../src/internal/log-bounds.ts'

describe('logBounds', () => {
  it('holds all values with a margin', () => {
    assert.deepEqual(logBounds([[3, 2], [], [2.5, 1]], 0.1), { low: 0.8, high: 3.2 })
  })

  it('gives a single value some room', () => {
    assert.deepEqual(logBounds([[2]], 0.1), { low: 1.99, high: 2.01 })
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
      { low: 0.99, high: 4.01 },
    )
  })

  it('has no answer without values', () => {
    assert.equal(logBounds([], 0.1), undefined)
    assert.equal(logBounds([[], []], 0.1), undefined)
  })
})
