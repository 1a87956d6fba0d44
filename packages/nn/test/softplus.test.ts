import assert from 'node:assert/strict'
import { add } from '@kq/nn/add'
import { exp } from '@kq/nn/exp'
import { log } from '@kq/nn/log'
import { softplus } from '@kq/nn/softplus'
import { elementwiseLaws } from './laws/elementwise.ts'
import { pointwise } from './laws/gradients.ts'

describe('softplus', () => {
  elementwiseLaws(softplus, { composed: (x) => log(add(1, exp(x))) })

  it('is x far right, eˣ far left', () => {
    const { values, derivatives } = pointwise(softplus, [-1e4, -40, 0, 1e4])
    assert.deepEqual(values, [0, Math.exp(-40), Math.LN2, 1e4])
    assert.deepEqual(derivatives[0], 0)
    assert.deepEqual(derivatives.slice(2), [0.5, 1])
  })
})
