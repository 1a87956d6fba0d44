import assert from 'node:assert/strict'
import { packHistory, unpackHistory } from '../../src/internal/history.ts'

describe('packHistory', () => {
  it('gives every record back; a trial loss that there was not as NaN', () => {
    const step = {
      iteration: 1,
      epoch: 0.5,
      seconds: 0.25,
      loss: 1 / 3,
      accepted: true,
      learningRate: 0.3,
    }
    const evaluation = {
      ...{ iteration: 1, epoch: 0.5, seconds: 0.25, trainLoss: 0.1, trainError: Number.NaN },
      ...{ testLoss: Number.NaN, testError: 0 },
    }
    const history = {
      steps: [
        { ...step, trialLoss: 0.2 },
        { ...step, iteration: 2, trialLoss: undefined, accepted: false },
      ],
      evaluations: [evaluation],
    }
    const { steps, evaluations } = unpackHistory(packHistory(history))
    assert.deepEqual(evaluations, history.evaluations)
    assert.deepEqual(steps, [history.steps[0], { ...history.steps[1], trialLoss: Number.NaN }])
    assert.deepEqual(unpackHistory(packHistory({ steps: [], evaluations: [] })).steps, [])
  })
})
