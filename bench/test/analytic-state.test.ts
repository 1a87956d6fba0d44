import assert from 'node:assert/strict'
import { analyticState } from '../analytic-state.ts'

describe('analyticState', () => {
  it('counts a layer 2 → 3 with a batch of 10 by hand', () => {
    const common = 4 * 9 + 2 * 10 * (3 + 3)
    assert.equal(analyticState('adam', [2, 3], 10), common + 2 * 9)
    assert.equal(analyticState('kbfgs', [2, 3], 10), common + 2 * (9 + 2 * 9))
    assert.equal(analyticState('kbfgs-l', [2, 3], 10), common + 2 * (600 + 2 * 9))
    assert.equal(analyticState('kfac', [2, 3], 10), common + 2 * (2 * 9 + 2 * 9))
  })

  it('adds layers up', () => {
    const both = analyticState('kbfgs', [2, 3, 5], 10)
    const each = analyticState('kbfgs', [2, 3], 10) + analyticState('kbfgs', [3, 5], 10)
    assert.equal(both, each)
  })
})
