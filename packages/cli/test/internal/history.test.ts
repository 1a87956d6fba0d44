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
    const layer = {
      ...{
        parameter: 'layers.0',
        steps: 2,
        powell: 1,
        second: 0,
        outputSkipped: 0,
        inputSkipped: 1,
      },
      ...{ sNorm: 0.5, yNorm: Number.NaN, outputCondition: 3, inputCondition: 7 },
    }
    const history = {
      steps: [
        { ...step, trialLoss: 0.2 },
        { ...step, iteration: 2, trialLoss: undefined, accepted: false },
      ],
      evaluations: [evaluation],
      layers: [{ iteration: 2, epoch: 1, seconds: 0.5, layers: [layer] }],
    }
    const { steps, evaluations, layers } = unpackHistory(packHistory(history))
    assert.deepEqual(evaluations, history.evaluations)
    assert.deepEqual(layers, history.layers)
    assert.deepEqual(steps, [history.steps[0], { ...history.steps[1], trialLoss: Number.NaN }])
    assert.deepEqual(
      unpackHistory(packHistory({ steps: [], evaluations: [], layers: [] })).steps,
      [],
    )
  })
})
