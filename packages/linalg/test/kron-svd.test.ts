import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { kronSvd } from '../src/kron-svd.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { dense, denseFrom, transposedDense } from '../src/laws/dense.ts'
import { sample } from '../src/laws/samples.ts'
import { singularValues } from '../src/svd.ts'
import {
  assertOrthonormal,
  assertReconstructs,
  budgetOf,
  diagonalOf,
} from './support/assert-decomposition.ts'
import { kronOracle } from './support/kron-oracle.ts'
import { refusals } from './support/refusals.ts'

const factor = fc
  .tuple(fc.nat(4), fc.nat(4), fc.nat())
  .map(([m, n, seed]) => sample('float64', m, n, seed))

describe('kronSvd', () => {
  it('decomposes the product, formed, for factors of any shapes', () => {
    fc.assert(
      fc.property(factor, factor, (a, b) => {
        const whole = kronOracle(a, b)
        const { U, s, V, order } = kronSvd(a, b)
        const [left, right] = [U, V].map((vectors) => {
          const formed = denseFrom(vectors.toDense())
          return dense(formed.rows, formed.columns, (i, k) => formed.get(i, order[k]))
        })
        assertOrthonormal(left, 'UᵀU')
        assertOrthonormal(right, 'VᵀV')
        assertReconstructs([left, diagonalOf(s), transposedDense(right)], whole, 'U Σ Vᵀ')
        const expected = denseFrom(singularValues(whole))
        const found = dense(expected.rows, 1, (k) => (k < s.rows ? s.get(k, 0) : 0))
        assertClose(found, expected, budgetOf(whole), 'the singular values')
      }),
    )
  })

  it('takes empty factors', () => {
    assert.deepEqual(kronSvd(zeros(0, 2), [[1]]).s.shape, [0, 1])
  })

  refusals(it, 'svd', (a) => kronSvd([[1]], a))
})
