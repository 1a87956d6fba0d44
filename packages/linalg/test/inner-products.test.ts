import assert from 'node:assert/strict'
import { matrix, peek } from '../src/as-matrix.ts'
import { hostEngine } from '../src/host.ts'
import { allFinite, dot } from '../src/inner-products.ts'

describe('dot', () => {
  it('is xᵀy for columns and ⟨X, Y⟩ for matrices', () => {
    assert.equal(peek(dot(matrix([1, 2, 3]), matrix([4, 5, -6]))), -4)
    assert.equal(
      peek(
        dot(
          matrix([
            [1, 2],
            [3, 4],
          ]),
          matrix([
            [1, 0],
            [2, 5],
          ]),
        ),
      ),
      27,
    )
  })

  it('sums in float64 and rounds once to float32', () => {
    const engine = hostEngine({ dtype: 'float32' })
    const x = matrix([2 ** 24, 1, -(2 ** 24)], engine)
    const ones = matrix([1, 1, 1], engine)
    assert.equal(peek(dot(x, ones)), 1)
    const large = matrix([1e30], engine)
    assert.equal(peek(dot(large, large)), Number.POSITIVE_INFINITY)
  })
})

describe('allFinite', () => {
  it('is 1 unless NaN or an infinity is among the elements', () => {
    assert.equal(
      peek(
        allFinite(
          matrix([
            [1, 2],
            [-0, 1.7e308],
          ]),
        ),
      ),
      1,
    )
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      assert.equal(
        peek(
          allFinite(
            matrix([
              [1, 2],
              [bad, 4],
            ]),
          ),
        ),
        0,
      )
    }
    assert.equal(peek(allFinite(matrix([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]))), 0)
  })
})
