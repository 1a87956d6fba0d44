import assert from 'node:assert/strict'
import { fitLimits } from '../../src/internal/fit-limits.ts'

describe('fitLimits', () => {
  it('counts from where it begins, though that moves on', () => {
    const position = { iterations: 5, seconds: 2 }
    const limit = fitLimits({ iterations: 2, epochs: 1.5, seconds: 1 }, position, 4)
    assert.equal(limit(position), undefined)
    position.iterations = 6
    assert.equal(limit(position), undefined)
    position.seconds = 3
    assert.equal(limit(position), 'seconds')
    position.iterations = 7
    assert.equal(limit(position), 'iterations')
    assert.equal(
      fitLimits({ epochs: 1.5 }, { iterations: 0, seconds: 0 }, 3)({ iterations: 5, seconds: 0 }),
      'epochs',
    )
  })
})
