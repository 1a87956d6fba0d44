import assert from 'node:assert/strict'
import { judged, standingAfter } from '../../src/internal/standing.ts'

const record = {
  iteration: 3,
  epoch: 1,
  seconds: 2,
  trainLoss: 5,
  trainError: 1,
  testLoss: Number.NaN,
  testError: 0,
}

describe('a standing', () => {
  it('counts evaluations since the lowest loss; one that is not finite is none', () => {
    const at = { iteration: 1, epoch: 1 }
    const start = standingAfter({ waited: 0 }, at)
    assert.deepEqual(start, { waited: 1 })
    const first = standingAfter(start, { ...at, loss: 4 })
    assert.deepEqual(first, { best: 4, waited: 0 })
    assert.deepEqual(standingAfter(first, { ...at, loss: 4 }), { best: 4, waited: 1 })
    assert.deepEqual(standingAfter(first, at), { best: 4, waited: 1 })
    assert.deepEqual(standingAfter(first, { ...at, loss: 3 }), { best: 3, waited: 0 })
  })

  it('is of the monitored loss', () => {
    assert.deepEqual(judged(record, 'train'), { iteration: 3, epoch: 1, loss: 5 })
    assert.deepEqual(judged(record, 'test'), { iteration: 3, epoch: 1 })
  })
})
