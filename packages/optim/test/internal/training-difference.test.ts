import assert from 'node:assert/strict'
import { mlp } from '@kq/nn/mlp'
import { dense } from '@kq/nn/dense'
import { sequential } from '@kq/nn/sequential'
import { architecture, trainingDifference } from '../../src/internal/training-difference.ts'

describe('architecture', () => {
  it('is the layers of a network by name, those within others too', () => {
    const network = sequential(mlp([3, 4], { activation: 'tanh' }), dense(4, 2))
    assert.deepEqual(architecture(network), ['dense 3→4', 'linear', 'dense 4→2'])
    assert.deepEqual(architecture(dense(4, 2)), ['dense 4→2'])
  })
})

describe('trainingDifference', () => {
  const one = {
    architecture: ['dense 3→4', 'relu'],
    method: 'K-BFGS',
    options: { learningRate: 0.3, damping: 'double', at: Number.NaN },
    dtype: 'float32',
  }

  it('is none between equal trainings', () => {
    assert.equal(trainingDifference(one, structuredClone(one)), undefined)
  })

  it('says what is in the file and what is here', () => {
    const cases: [Partial<typeof one>, string, RegExp][] = [
      [{ architecture: ['dense 3→5', 'relu'] }, 'architecture', /layer 0 is dense 3→4 .* 3→5/],
      [{ architecture: ['dense 3→4'] }, 'architecture', /layer 1 is relu in it, and none/],
      [{ architecture: [...one.architecture, 'dense 4→1'] }, 'architecture', /layer 2 is none/],
      [{ method: 'Adam' }, 'method', /of K-BFGS, .* by Adam/],
      [{ options: { ...one.options, learningRate: 1 } }, 'options', /learningRate is 0\.3 .* 1 in/],
      [{ options: { learningRate: 0.3 } as typeof one.options }, 'options', /damping is double/],
      [{ dtype: 'float64' }, 'dtype', /are float32, .* float64/],
    ]
    for (const [change, problem, message] of cases) {
      const difference = trainingDifference(one, { ...one, ...change })
      assert.equal(difference?.problem, problem)
      assert.match(difference.message, message)
    }
  })
})
