import assert from 'node:assert/strict'
import fc from 'fast-check'
import { dense, denseFrom } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { sample } from '../src/laws/samples.ts'
import { pivotedQr } from '../src/pivoted-qr.ts'
import {
  assertOrthonormal,
  assertReconstructs,
  assertUpper,
} from './support/assert-decomposition.ts'
import { hardMatrices } from './support/hard-matrices.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

describe('pivotedQr', () => {
  it('is A P = Q R with a falling diagonal, for all kinds of matrices', () => {
    fc.assert(
      fc.property(hardMatrices, fc.boolean(), ({ a }, full) => {
        const { Q, R, permutation, rank } = pivotedQr(a, { full })
        assert.deepEqual(
          [...permutation].sort((x, y) => x - y),
          Array.from({ length: a.columns }, (_, j) => j),
        )
        const permuted = dense(a.rows, a.columns, (i, j) => a.get(i, permutation[j]))
        assertOrthonormal(Q, 'QᵀQ')
        assertUpper(R)
        assertReconstructs([Q, R], permuted, 'Q R')
        const steps = Math.min(a.rows, a.columns)
        const diagonal = Array.from({ length: steps }, (_, k) => denseFrom(R).get(k, k))
        for (let k = 1; k < steps; k++) {
          assert.ok(diagonal[k] <= diagonal[k - 1] * (1 + 1e-7), diagonal.join())
        }
        assert.ok(rank <= steps)
      }),
    )
  })

  it('sees what is left of a column that is nearly parallel to another', () => {
    // Next to 1, 10⁻⁹ vanishes in the square of a norm.
    const { permutation, R } = pivotedQr([
      [1, 1, 0],
      [0, 1e-9, 0],
      [0, 0, 1e-10],
    ])
    assert.deepEqual([...permutation], [0, 1, 2])
    assert.equal(R.get(1, 1), 1e-9)
  })

  it('tells the rank of a product of thin matrices', () => {
    for (const rank of [0, 1, 3, 6]) {
      const a = product(sample('float64', 9, rank, 1), sample('float64', rank, 7, 2)).value
      assert.equal(pivotedQr(a).rank, rank)
    }
  })

  it('counts by the tolerance that is given', () => {
    const a = [
      [1, 0],
      [0, 1e-9],
    ]
    assert.equal(pivotedQr(a).rank, 2)
    assert.equal(pivotedQr(a, { tolerance: 1e-8 }).rank, 1)
  })

  livesOnItsEngine(it, 2, (a) => {
    const { Q, R } = pivotedQr(a)
    return [Q, R]
  })
  refusals(it, 'pivotedQr', (a) => pivotedQr(a))
})
