import assert from 'node:assert/strict'
import fc from 'fast-check'
import { kronSumOperator } from '../src/kron-sum-operator.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { transposedDense } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { wholeSample } from '../src/laws/samples.ts'
import { trace } from '../src/trace.ts'
import { kronSumOracle } from './support/kron-sum-oracle.ts'

describe('kronSumOperator', () => {
  it('is what the sum, formed, is', () => {
    const sizes = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), (m, n, seed) => {
        const [a, b] = [wholeSample(m, m, seed), wholeSample(n, n, seed + 1)]
        const v = wholeSample(m * n, 2, seed + 2)
        const whole = kronSumOracle(a, b)
        const operator = kronSumOperator(a, b)
        assert.deepEqual([operator.rows, operator.columns], [m * n, m * n])
        assertSame(operator.toDense(), whole)
        assertSame(operator.matvec(v), product(whole, v).value)
        assertSame(operator.transpose().toDense(), transposedDense(whole))
        assertSame(operator.trace(), trace(whole))
      }),
    )
  })

  it('solves', () => {
    const operator = kronSumOperator(
      [
        [2, 1],
        [1, 2],
      ],
      [[3]],
    )
    assertClose(operator.matvec(operator.solve([1, 2])), [[1], [2]], 1e-14)
  })

  it('refuses what is not square', () => {
    assert.throws(() => kronSumOperator([[1]], [[1, 2]]), { name: 'ShapeError', message: /1×2/ })
  })
})
