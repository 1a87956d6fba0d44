import assert from 'node:assert/strict'
import { bounded } from '../../minimize/bounds.ts'
import { assertDerivatives, assertMinimum } from './support/assert-derivatives.ts'

describe('bounded', () => {
  it('has at least 20 problems, each with bounds of its own', () => {
    assert.ok(bounded.length >= 20)
    assert.ok(bounded.every(({ bounds }) => bounds))
    assert.equal(new Set(bounded.map(({ name }) => name)).size, bounded.length)
  })

  it('has the gradients that central differences give', () => bounded.forEach(assertDerivatives))

  it('starts within bounds, and has its minima where it says', () => bounded.forEach(assertMinimum))
})
