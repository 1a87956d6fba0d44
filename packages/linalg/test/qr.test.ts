import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cholesky } from '../src/cholesky.ts'
import { gram } from '../src/gram.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense, denseFrom, transposedDense } from '../src/laws/dense.ts'
import { sample } from '../src/laws/samples.ts'
import { qr } from '../src/qr.ts'
import {
  assertOrthonormal,
  assertReconstructs,
  assertUpper,
} from './support/assert-decomposition.ts'
import { hardMatrices } from './support/hard-matrices.ts'
import { matrixForms } from './support/input-forms.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

describe('qr', () => {
  it('is Q R with orthonormal columns and an upper triangular R, for all kinds of matrices', () => {
    fc.assert(
      fc.property(hardMatrices, fc.boolean(), ({ a }, full) => {
        const { Q, R } = qr(a, { full })
        const k = full ? a.rows : Math.min(a.rows, a.columns)
        assert.deepEqual(
          [Q.shape, R.shape],
          [
            [a.rows, k],
            [k, a.columns],
          ],
        )
        assertOrthonormal(Q, 'QᵀQ')
        assertUpper(R)
        assertReconstructs([Q, R], a, 'Q R')
      }),
    )
  })

  it('has the Cholesky factor of AᵀA for R', () => {
    const a = sample('float64', 20, 6)
    assertClose(qr(a).R, transposedDense(denseFrom(cholesky(gram(a)))), 1e-13, 'R')
  })

  it('leaves what is upper triangular as it is', () => {
    const r = dense(4, 6, (i, j) => (j < i ? 0 : 1 + i + j))
    const { Q, R } = qr(r)
    assertSame(R, r)
    assertSame(
      Q,
      dense(4, 4, (i, j) => Number(i === j)),
    )
  })

  it('is right beyond the sizes of the properties', () => {
    const a = sample('float64', 90, 70)
    const { Q, R } = qr(a)
    assertOrthonormal(Q, 'QᵀQ')
    assertReconstructs([Q, R], a, 'Q R')
  })

  it('takes matrices in every form', () => {
    const rows = [
      [2, 1],
      [1, 3],
      [0, 1],
    ]
    for (const form of matrixForms(rows)) assertSame(qr(form).R, qr(rows).R)
  })

  livesOnItsEngine(it, 2, (a) => {
    const { Q, R } = qr(a)
    return [Q, R]
  })
  refusals(it, 'qr', (a) => qr(a))
})
