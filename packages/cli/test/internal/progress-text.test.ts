import assert from 'node:assert/strict'
import {
  describeState,
  fractionDone,
  type ProgressState,
  secondsLeft,
} from '../../src/internal/progress-text.ts'

const state: ProgressState = {
  label: 'K-BFGS',
  seconds: 30,
  epoch: 2,
  iteration: 1200,
  loss: 83.125,
  rejectedSteps: 0,
}

describe('fractionDone', () => {
  it('goes by the nearer limit', () => {
    assert.equal(fractionDone({ ...state, secondsLimit: 120 }), 0.25)
    assert.equal(fractionDone({ ...state, epochLimit: 4 }), 0.5)
    assert.equal(fractionDone({ ...state, secondsLimit: 120, epochLimit: 4 }), 0.5)
    assert.equal(fractionDone({ ...state, secondsLimit: 20 }), 1)
    assert.equal(fractionDone(state), 0)
  })
})

describe('secondsLeft', () => {
  it('is the time to the nearer limit, as far as it can be told', () => {
    assert.equal(secondsLeft({ ...state, secondsLimit: 120 }), 90)
    assert.equal(secondsLeft({ ...state, epochLimit: 4 }), 30)
    assert.equal(secondsLeft({ ...state, secondsLimit: 120, epochLimit: 4 }), 30)
    assert.equal(secondsLeft({ ...state, secondsLimit: 20 }), 0)
    assert.equal(secondsLeft(state), Number.NaN)
    assert.equal(secondsLeft({ ...state, epoch: 0, epochLimit: 4 }), Number.NaN)
  })
})

describe('describeState', () => {
  it('has the most important first', () => {
    assert.equal(
      describeState({ ...state, secondsLimit: 120, rejectedSteps: 2 }, 5.678),
      'loss 83.13, 5.68 it/s, 1 min 30 s left, epoch 2.00, iteration 1,200, 2 rejected',
    )
  })

  it('leaves out what is not known yet', () => {
    const begun = { ...state, seconds: 0, epoch: 0, iteration: 0, loss: Number.NaN }
    assert.equal(describeState(begun, 0), '')
    assert.equal(describeState({ ...begun, phase: 'warm start' }, 0), 'warm start')
    assert.equal(
      describeState({ ...state, loss: Number.NaN }, 0),
      'loss NaN, epoch 2.00, iteration 1,200',
    )
  })
})
