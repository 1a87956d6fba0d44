import assert from 'node:assert/strict'
import { ShapeError } from '@kq/linalg/errors'
import fc from 'fast-check'
import { mean } from '@kq/nn/mean'
import { scale } from '@kq/nn/scale'
import { sum } from '@kq/nn/sum'
import { createTape } from '@kq/nn/tape'
import { anyMatrix } from './arbitraries/matrices.ts'
import { assertGradient, assertSameFunction, toArray } from './laws/gradients.ts'

describe('mean', () => {
  it('has the gradient of central differences, over rows, columns and all', () => {
    fc.assert(
      fc.property(anyMatrix(), (x) => {
        assertGradient((v) => mean(v), [x])
        assertGradient((v) => mean(v, 'rows'), [x])
        assertGradient((v) => mean(v, 'columns'), [x])
      }),
    )
  })

  it('is the scaled sum', () => {
    fc.assert(
      fc.property(anyMatrix(), (x) => {
        const [m, n] = [x.length, x[0].length]
        assertSameFunction(
          (v) => mean(v),
          (v) => scale(sum(v), 1 / (m * n)),
          [x],
        )
        assertSameFunction(
          (v) => mean(v, 'rows'),
          (v) => scale(sum(v, 'rows'), 1 / m),
          [x],
        )
        assertSameFunction(
          (v) => mean(v, 'columns'),
          (v) => scale(sum(v, 'columns'), 1 / n),
          [x],
        )
      }),
    )
  })

  it('is NaN where a number is', () => {
    const result = mean(
      createTape().variable([
        [1, 2],
        [Number.NaN, 4],
      ]),
      'rows',
    )
    assert.deepEqual(toArray(result.value), [[Number.NaN, 3]])
  })

  it('refuses to take the mean of nothing', () => {
    const nothing = createTape().variable([])
    assert.throws(
      () => mean(nothing),
      (error) => error instanceof ShapeError,
    )
    assert.throws(() => mean(nothing, 'rows'), /at least one number/)
    assert.throws(() => mean(nothing, 'columns'), /0×0/)
  })
})
