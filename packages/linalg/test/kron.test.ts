import assert from 'node:assert/strict'
import * as family from '@kq/linalg/kron'
import { kron } from '@kq/linalg/kron-product'

describe('@kq/linalg/kron', () => {
  it('has the whole family', () => {
    assert.deepEqual(Object.keys(family).sort(), [
      'commutationMatrix',
      'commutationMatvec',
      'commutationOrder',
      'kron',
      'kronEigh',
      'kronLogDeterminant',
      'kronLstsq',
      'kronMatvec',
      'kronOperator',
      'kronSolve',
      'kronSum',
      'kronSumMatvec',
      'kronSumOperator',
      'kronSumSolve',
      'kronSvd',
      'kronTrace',
      'nearestKronecker',
      'partialTrace',
    ])
    assert.equal(family.kron, kron)
  })
})
