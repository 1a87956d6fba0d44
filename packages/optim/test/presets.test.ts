import assert from 'node:assert/strict'
import { type PaperDataset, type PaperMethod, paperPreset, paperSettings } from '../src/presets.ts'

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
