import assert from 'node:assert/strict'
import { add } from '@kq/nn/add'
import { div } from '@kq/nn/div'
import { exp } from '@kq/nn/exp'
import { neg } from '@kq/nn/neg'
import { sigmoid } from '@kq/nn/sigmoid'
import { elementwiseLaws } from './laws/elementwise.ts'
import { pointwise } from './laws/gradients.ts'

describe('sigmoid', () => {
  elementwiseLaws(sigmoid, { composed: (x) => div(1, add(1, exp(neg(x)))) })

  it('keeps its relative precision in the lower tail', () => {
    const { values, derivatives } = pointwise(sigmoid, [-700, -40, 0, 40, 1e4, -1e4])
    const expected = [Math.exp(-700), Math.exp(-40), 0.5, 1, 1, 0]
    values.forEach((value, i) => {
      assert.ok(Math.abs(value - expected[i]) <= 1e-14 * expected[i], `${value}, ${expected[i]}`)
    })
    assert.deepEqual(derivatives.slice(2), [0.25, 0, 0, 0])
  })
})
