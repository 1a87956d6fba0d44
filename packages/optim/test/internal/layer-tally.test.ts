import assert from 'node:assert/strict'
import { tallied } from '../../src/internal/layer-tally.ts'

describe('tallied', () => {
  it('adds what happened in each layer', () => {
    const figures = {
      loss: 1,
      'a/finite': 1,
      'a/powell': 1,
      'a/second': 0,
      'a/outputStatus': 2,
      'b/finite': 1,
    }
    const none = { powell: 0, second: 0, outputSkipped: 0, inputSkipped: 0 }
    const once = tallied({}, figures)
    assert.deepEqual(once, {
      a: { ...none, steps: 1, powell: 1, outputSkipped: 1 },
      b: { ...none, steps: 1 },
    })
    const twice = tallied(once, { ...figures, 'a/second': 1, 'a/inputStatus': 4 })
    assert.deepEqual(twice.a, { steps: 2, powell: 2, second: 1, outputSkipped: 2, inputSkipped: 1 })
    assert.equal(once.a.steps, 1)
  })
})
