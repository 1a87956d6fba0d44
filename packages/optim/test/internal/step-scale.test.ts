import assert from 'node:assert/strict'
import { scaleAfter } from '../../src/internal/step-scale.ts'

/** The scales after steps that were accepted (a) or rejected (r). */
function scales(steps: string): number[] {
  let scale = 1
  let inARow = 0
  return Array.from(steps, (step) => {
    inARow = step === 'a' ? 0 : inARow + 1
    scale = scaleAfter(scale, step === 'a', inARow)
    return scale
  })
}

describe('scaleAfter', () => {
  it('forgives single rejections', () => {
    assert.deepEqual(scales('aararaara'), Array(9).fill(1))
  })

  it('halves at each rejection after the first of a row', () => {
    assert.deepEqual(scales('arrrr'), [1, 1, 0.5, 0.25, 0.125])
  })

  it('grows by a quarter at each accepted step, up to 1', () => {
    assert.deepEqual(scales('rraaaaa'), [1, 0.5, 0.625, 0.78125, 0.9765625, 1, 1])
  })

  it('halves at once where it is below 1', () => {
    assert.deepEqual(scales('rrar'), [1, 0.5, 0.625, 0.3125])
  })
})
