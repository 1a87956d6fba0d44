import assert from 'node:assert/strict'
import { DivergenceError } from '../src/divergence-error.ts'

describe('DivergenceError', () => {
  const message = (settings: ConstructorParameters<typeof DivergenceError>[3]): string =>
    new DivergenceError(10, '2.W', 1234.5, settings).message

  it('names the layer and suggests a learning rate and a damping', () => {
    const error = new DivergenceError(10, '2.W', 1234.5, {
      learningRate: 0.3,
      lambda: 0.3,
      damping: 'double',
    })
    assert.equal(error.name, 'DivergenceError')
    assert.equal(error.parameter, '2.W')
    assert.equal(error.norm, 1234.5)
    for (const part of [
      '10 steps in a row',
      '2.W',
      '1.23e+3',
      'now 0.3; try 0.1',
      'raise lambda (now 0.3; try 0.6)',
    ]) {
      assert.ok(error.message.includes(part), part)
    }
  })

  it('never suggests a lambda that double damping refuses', () => {
    assert.match(
      message({ learningRate: 1, lambda: 0.6, damping: 'double' }),
      /now 0\.6\) with damping: 'powell-lm'/,
    )
    assert.match(message({ learningRate: 1, lambda: 0.6, damping: 'powell-lm' }), /try 1\.2\)/)
    assert.match(message({ learningRate: 1, lambda: 3, damping: 'double' }), /try 6\)/)
  })

  it('leaves out what a method does not have', () => {
    const { message: text } = new DivergenceError(10, undefined, Number.NaN, { learningRate: 0.3 })
    assert.ok(!text.includes('lambda') && !text.includes('H_g'), text)
  })
})
