import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { logDeterminant } from '../src/determinant.ts'
import { kron } from '../src/kron.ts'
import { kronLogDeterminant } from '../src/kron-determinant.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { conditionNumber } from '../src/condition-number.ts'
import { refusals } from './support/refusals.ts'

const square = fc
  .integer({ min: 1, max: 4 })
  .chain((n) => matrixArbitrary({ rows: n, columns: n }))
  .filter((a) => conditionNumber(a) < 1e6)

describe('kronLogDeterminant', () => {
  it('is that of the product, formed, sign and size', () => {
    fc.assert(
      fc.property(square, square, (a, b) => {
        const expected = logDeterminant(kron(a, b))
        const found = kronLogDeterminant(a, b)
        assert.equal(found.sign, expected.sign)
        assert.ok(Math.abs(found.logAbs - expected.logAbs) < 1e-7)
      }),
    )
  })

  it('has each factor’s sign to the power of the other’s size', () => {
    const odd = [[-1]]
    const even = [
      [-1, 0],
      [0, 1],
    ]
    assert.equal(kronLogDeterminant(odd, odd).sign, 1)
    assert.equal(kronLogDeterminant(odd, even).sign, -1)
    assert.equal(kronLogDeterminant(even, odd).sign, -1)
    assert.equal(kronLogDeterminant(even, even).sign, 1)
  })

  it('is 0 where a factor is singular, and 1 for nothing', () => {
    assert.deepEqual(kronLogDeterminant([[0]], [[2]]), { sign: 0, logAbs: -Infinity })
    assert.deepEqual(kronLogDeterminant([[0]], zeros(0, 0)), { sign: 1, logAbs: 0 })
  })

  refusals(it, 'lu', (a) => kronLogDeterminant(a, [[1]]))

  it('refuses what is not square', () => {
    assert.throws(() => kronLogDeterminant([[1]], [[1, 2]]), { name: 'ShapeError', message: /1×2/ })
  })
})
