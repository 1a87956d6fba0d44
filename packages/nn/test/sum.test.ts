import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matmul } from '@kq/nn/matmul'
import { sum } from '@kq/nn/sum'
import { createTape } from '@kq/nn/tape'
import { anyMatrix } from './arbitraries/matrices.ts'
import { assertGradient, assertSameFunction, toArray } from './laws/gradients.ts'

const ones = (count: number): number[] => Array<number>(count).fill(1)

describe('sum', () => {
  it('has the gradient of central differences, over rows, columns and all', () => {
    fc.assert(
      fc.property(anyMatrix(), (x) => {
        assertGradient((v) => sum(v), [x])
        assertGradient((v) => sum(v, 'rows'), [x])
        assertGradient((v) => sum(v, 'columns'), [x])
      }),
    )
  })

  it('is the product with ones', () => {
    fc.assert(
      fc.property(anyMatrix(), (x) => {
        const left = [ones(x.length)]
        const right = ones(x[0].length).map((one) => [one])
        assertSameFunction(
          (v) => sum(v, 'rows'),
          (v) => matmul(left, v),
          [x],
        )
        assertSameFunction(
          (v) => sum(v, 'columns'),
          (v) => matmul(v, right),
          [x],
        )
        assertSameFunction(
          (v) => sum(v),
          (v) => matmul(matmul(left, v), right),
          [x],
        )
      }),
    )
  })

  it('is NaN where a number is, and 0 of nothing', () => {
    const of = (rows: number[][]): number => toArray(sum(createTape().variable(rows)).value)[0][0]
    assert.equal(of([[1, Number.NaN]]), Number.NaN)
    assert.equal(of([]), 0)
  })
})
