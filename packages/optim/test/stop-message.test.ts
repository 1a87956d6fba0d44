import assert from 'node:assert/strict'
import { minimize } from '@kq/optim/minimize'
import { stopMessage } from '@kq/optim/stop-message'

describe('stopMessage', () => {
  it('is what minimize says', () => {
    const square = ([x]: Float64Array): number => x ** 2
    const { message, status } = minimize(square, [3])
    assert.equal(message, stopMessage(status))
    assert.match(message, /gradient is as small/)
    assert.match(minimize(square, [3], { maxEvaluations: 2 }).message, /maxEvaluations are spent/)
  })
})
