import assert from 'node:assert/strict'
import {
  type PaperDataset,
  type PaperMethod,
  paperMethod,
  paperPreset,
  paperSettings,
} from '../src/presets.ts'

describe('paperPreset', () => {
  for (const [dataset, settings] of Object.entries(paperSettings)) {
    for (const [method, setting] of Object.entries(settings)) {
      it(`gives ${method} on ${dataset} the published settings and what all of them share`, () => {
        const { options } = paperPreset(dataset as PaperDataset, method as PaperMethod)
        for (const [name, value] of Object.entries(setting))
          assert.equal(options[name], value, name)
        assert.equal(options.l2, 1e-5)
        assert.equal(options.momentum, 0.9)
        assert.equal(options.dampening, 0.9, 'the momentum is an average')
      })
    }
  }

  it("builds the paper's variants", () => {
    assert.equal(paperPreset('mnist', 'adam').options.secondMoment, 'corrected-momentum')
    assert.equal(paperPreset('mnist', 'adam').options.beta2, 0.9)
    assert.equal(paperPreset('mnist', 'rmsprop').options.secondMoment, 'momentum')
    assert.equal(paperPreset('mnist', 'rmsprop').hasWarmStart, true)
    assert.equal(paperPreset('mnist', 'adam').hasWarmStart, false)
    assert.deepEqual(
      (['kbfgs', 'kbfgs-l', 'kfac', 'adam', 'rmsprop', 'sgd'] as const).map(
        (method) => paperPreset('faces', method).name,
      ),
      ['K-BFGS', 'K-BFGS(L)', 'KFAC', 'Adam', 'RMSprop', 'SGD-momentum'],
    )
  })
})

describe('paperMethod', () => {
  it('takes settings of one’s own, and keeps the rest as the paper has it', () => {
    const { options } = paperMethod('kbfgs-l', {
      learningRate: 0.1,
      lambda: 0.03,
      memory: 30,
      decay: 0.5,
    })
    const { learningRate, lambda, memory, decay, l2, momentum } = options
    assert.deepEqual([learningRate, lambda, memory, decay], [0.1, 0.03, 30, 0.5])
    assert.deepEqual([l2, momentum], [1e-5, 0.9])
  })
})
