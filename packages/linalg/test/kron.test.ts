import assert from 'node:assert/strict'
import * as family from '@kq/linalg/kron'
import { kron } from '@kq/linalg/kron-product'

describe('@kq/linalg/kron', () => {
  it('has the whole family', () => {
    assert.deepEqual(Object.keys(family).sort(), [
      'kron',
      'kronMatvec',
      'kronOperator',
      'kronSolve',
    ])
    assert.equal(family.kron, kron)
  })
})
