import assert from 'node:assert/strict'
import type { Progress, ProgressState } from '../src/progress.ts'
import { showTraining } from '../src/training-progress.ts'

describe('showTraining', () => {
  const step = { kind: 'step', seconds: 2, epoch: 0.1, iteration: 1, loss: 500 } as const
  const rest = { trialLoss: undefined, figures: {}, accepted: true, learningRate: 0.1 }

  it('turns a trainer’s events into states', () => {
    const states: ProgressState[] = []
    const progress: Progress = {
      update: (state) => states.push(state),
      log: () => {},
      stop: () => {},
    }
    const onEvent = showTraining(progress, { label: 'K-BFGS', secondsLimit: 120 })
    onEvent({ kind: 'warm', batch: 3, batches: 10, seconds: 1 })
    onEvent({ ...step, ...rest })
    onEvent({ ...step, ...rest, iteration: 2, accepted: false, loss: Number.NaN })
    onEvent({
      kind: 'evaluation',
      iteration: 2,
      epoch: 0.1,
      seconds: 2,
      trainLoss: 1,
      trainError: 1,
      testLoss: 1,
      testError: 1,
    })
    onEvent({ ...step, ...rest, iteration: 3 })
    assert.deepEqual(
      states.map(({ phase }) => phase),
      ['warm start, batch 3 of 10', undefined, undefined, undefined],
    )
    assert.deepEqual(
      states.map(({ rejectedSteps }) => rejectedSteps),
      [0, 0, 1, 1],
    )
    assert.deepEqual(
      states.map(({ iteration }) => iteration),
      [0, 1, 2, 3],
    )
    assert.deepEqual(
      [states[1].label, states[1].secondsLimit, states[1].seconds],
      ['K-BFGS', 120, 2],
    )
  })

  it('counts rejected steps on where a run is taken up again', () => {
    const states: ProgressState[] = []
    const progress: Progress = { update: (state) => states.push(state), log() {}, stop() {} }
    const onEvent = showTraining(progress, { label: 'K-BFGS', rejectedSteps: 4 })
    onEvent({ ...step, ...rest, accepted: false })
    assert.equal(states[0].rejectedSteps, 5)
  })
})
