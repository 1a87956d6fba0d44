import assert from 'node:assert/strict'
import fc from 'fast-check'
import { exp } from '@kq/nn/exp'
import { log } from '@kq/nn/log'
import { scale } from '@kq/nn/scale'
import { mul } from '@kq/nn/mul'
import { anyMatrix } from './arbitraries/matrices.ts'
import { elementwiseLaws } from './laws/elementwise.ts'
import { assertSameFunction, pointwise } from './laws/gradients.ts'

describe('log', () => {
  elementwiseLaws(log, {
    composed: (x) => scale(log(mul(x, x)), 0.5),
    range: { min: 0.1, max: 5 },
    extremes: [1e-30, 1, 1e30],
  })

  it('undoes exp', () => {
    fc.assert(
      fc.property(anyMatrix(), (x) =>
        assertSameFunction(
          (v) => log(exp(v)),
          (v) => scale(v, 1),
          [x],
        ),
      ),
    )
  })

  it('is −∞ at 0 and NaN below', () => {
    assert.deepEqual(pointwise(log, [0, -1]).values, [-Infinity, Number.NaN])
  })
})
