import assert from 'node:assert/strict'
import { linear } from '@kq/nn/linear'
import { createTape } from '@kq/nn/tape'

describe('linear', () => {
  it('is the variable itself, with ones or without', () => {
    const x = createTape().variable([[1, 2]])
    assert.equal(linear(x), x)
    assert.equal(linear(x, { appendOnes: true }), x)
  })
})
