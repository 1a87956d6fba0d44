import assert from 'node:assert/strict'
import { large } from '../../minimize/large.ts'
import { assertDerivatives, assertMinimum } from './support/assert-derivatives.ts'

describe('large', () => {
  it('goes up to 10,000 variables', () => {
    assert.equal(Math.max(...large.map(({ start }) => start.length)), 10_000)
  })

  it('has the gradients that central differences give', () =>
    large.filter(({ start }) => start.length <= 1000).forEach(assertDerivatives))

  it('has its minima where it says', () => large.forEach(assertMinimum))
})
