import assert from 'node:assert/strict'
import fc from 'fast-check'
import { exp } from '@kq/nn/exp'
import { grad } from '@kq/nn/grad'
import { mul } from '@kq/nn/mul'
import { sum } from '@kq/nn/sum'
import type { Variable } from '@kq/nn/tape'
import { valueAndGrad } from '@kq/nn/value-and-grad'

const f = (x: Variable): Variable => sum(mul(x, exp(x)))

describe('grad', () => {
  it('is the gradient that valueAndGrad gives', () => {
    const numbers = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(numbers, (x) => assert.deepEqual(grad(f)(x), valueAndGrad(f)(x).gradient)),
    )
  })

  it('takes the options, and names itself in errors', () => {
    const like = { a: { rows: 1, columns: 2 }, b: { rows: 1, columns: 1 } }
    assert.deepEqual([...grad(({ a, b }) => sum(mul(a, b)), { like })([1, 2, 3])], [3, 3, 3])
    assert.throws(() => grad(({ a }) => sum(a), { like })([1]), /^ShapeError: grad: /)
    assert.throws(() => grad(() => 3 as unknown as Variable)([1]), /^TypeError: grad: /)
  })
})
