import assert from 'node:assert/strict'
import { shorten, textLength } from '../../src/internal/text.ts'

describe('textLength', () => {
  it('counts what a reader sees', () => {
    assert.equal(textLength('K-BFGS'), 6)
    assert.equal(textLength('é👩‍💻'), 2)
    assert.equal(textLength(''), 0)
  })
})

describe('shorten', () => {
  it('keeps what fits and ends the rest in an ellipsis', () => {
    assert.equal(shorten('K-BFGS', 6), 'K-BFGS')
    assert.equal(shorten('K-BFGS', 5), 'K-BF…')
    assert.equal(shorten('👩‍💻👩‍💻👩‍💻', 2), '👩‍💻…')
    assert.equal(shorten('ab', 1), '…')
  })
})
