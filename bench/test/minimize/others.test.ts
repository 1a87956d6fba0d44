import assert from 'node:assert/strict'
import { others } from '../../minimize/others.ts'
import { assertDerivatives, assertMinimum } from './support/assert-derivatives.ts'

describe('others', () => {
  it('has names of their own', () => {
    assert.equal(new Set(others.map(({ name }) => name)).size, others.length)
  })

  it('has the gradients that central differences give', () => others.forEach(assertDerivatives))

  it('has its minima where it says', () => others.forEach(assertMinimum))
})
