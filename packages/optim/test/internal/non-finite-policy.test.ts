import assert from 'node:assert/strict'
import { countFailure, noneNonFinite, restoreFactor } from '../../src/internal/non-finite-policy.ts'
import { NonFiniteError } from '../../src/non-finite-error.ts'

const error = new NonFiniteError('loss', undefined, 3, 'Advice.')
const options = { policy: 'restore', limit: 3, learningRate: 0.1, restores: true } as const

describe('countFailure', () => {
  it('counts, and halves the step for each restored state', () => {
    const once = countFailure(noneNonFinite, error, options)
    assert.deepEqual(once, { steps: 1, inARow: 1, restores: 1 })
    const twice = countFailure({ ...once, inARow: 0 }, error, options)
    assert.equal(restoreFactor(twice), 0.25)
    assert.throws(() => countFailure(twice, error, options), {
      name: 'NonFiniteLimitError',
      steps: 3,
      cause: error,
    })
    assert.deepEqual(countFailure(twice, error, { ...options, restores: false }), {
      steps: 3,
      inARow: 2,
      restores: 2,
    })
  })

  it('throws what is not to be survived', () => {
    assert.throws(() => countFailure(noneNonFinite, error, { ...options, policy: 'throw' }), error)
    const other = new TypeError('other')
    assert.throws(() => countFailure(noneNonFinite, other, options), other)
  })
})
