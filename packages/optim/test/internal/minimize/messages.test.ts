import assert from 'node:assert/strict'
import { messageOf } from '../../../src/internal/minimize/messages.ts'

describe('messageOf', () => {
  it('is the status in words, with what to do', () => {
    assert.equal(messageOf('gradient-small'), 'gradient small: x is best')
    assert.equal(messageOf('max-evaluations'), 'max evaluations: raise it')
    assert.equal(messageOf('max-iterations'), 'max iterations: raise it')
    assert.equal(messageOf('line-search-failed'), 'line search failed: check the gradient')
    assert.equal(messageOf('unbounded'), 'unbounded: add bounds')
    assert.equal(messageOf('stopped'), 'stopped: x is best')
  })
})
