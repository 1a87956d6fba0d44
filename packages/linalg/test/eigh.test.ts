import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { eigh } from '../src/eigh.ts'
import { hostEngine } from '../src/host.ts'
import { matrix } from '../src/as-matrix.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense, denseFrom, transposedDense } from '../src/laws/dense.ts'
import { sample, symmetricSample } from '../src/laws/samples.ts'
import { symmetricEigenvalues } from '../src/laws/symmetric-eigenvalues.ts'
import {
  assertOrthonormal,
  assertReconstructs,
  budgetOf,
  diagonalOf,
} from './support/assert-decomposition.ts'
import { hardSymmetric, mirrored } from './support/hard-matrices.ts'
import { matrixForms } from './support/input-forms.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

describe('eigh', () => {
  it('is V Λ Vᵀ with an orthogonal V and ascending Λ, for all kinds of matrices', () => {
    fc.assert(
      fc.property(hardSymmetric, ({ a }) => {
        const { values, vectors } = eigh(a)
        assert.deepEqual(
          [values.shape, vectors.shape],
          [
            [a.rows, 1],
            [a.rows, a.rows],
          ],
        )
        assertOrthonormal(vectors, 'VᵀV')
        const V = denseFrom(vectors)
        assertReconstructs([V, diagonalOf(values), transposedDense(V)], a, 'V Λ Vᵀ')
        const list = [...denseFrom(values).values]
        assert.deepEqual(
          list,
          list.toSorted((x, y) => x - y),
        )
      }),
    )
  })

  it('has the eigenvalues that Jacobi’s method finds', () => {
    const a = symmetricSample('float64', 40)
    const expected = symmetricEigenvalues(a).map((value) => [value])
    assertClose(eigh(a).values, expected, budgetOf(a), 'the eigenvalues')
  })

  it('is exact for diagonal matrices and small whole numbers', () => {
    const { values, vectors } = eigh([
      [3, 0, 0],
      [0, -1, 0],
      [0, 0, 2],
    ])
    assertSame(values, [[-1], [2], [3]])
    assertSame(vectors, [
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ])
    assertSame(eigh([[-7]]).values, [[-7]])
  })

  it('reads the lower triangle only', () => {
    const a = sample('float64', 6, 6)
    const lower = dense(6, 6, (i, j) => (j > i ? Number.NaN : a.get(i, j)))
    assertSame(eigh(lower).values, eigh(mirrored(a)).values)
  })

  it('takes matrices in every form, and sizes from 0 on', () => {
    const rows = [
      [2, 1],
      [1, 2],
    ]
    const expected = eigh(rows).values
    for (const form of matrixForms(rows)) assertSame(eigh(form).values, expected)
    assert.deepEqual(eigh(zeros(0, 0)).vectors.shape, [0, 0])
  })

  it('does not overflow before its results do', () => {
    const a = dense(15, 15, () => 2 ** 1020)
    const { values } = eigh(a)
    assert.ok(Math.abs(values.get(14, 0) / 2 ** 1020 - 15) < 1e-13)
  })

  it('rounds to float32 once', () => {
    const a = symmetricSample('float32', 9)
    const { values, vectors } = eigh(matrix(a, hostEngine({ dtype: 'float32' })))
    const V = denseFrom(vectors)
    assertOrthonormal(V, 'VᵀV', 2 ** -24)
    assertReconstructs([V, diagonalOf(values), transposedDense(V)], a, 'V Λ Vᵀ', 2 ** -24)
  })

  livesOnItsEngine(it, 2, (a) => {
    const { values, vectors } = eigh(a)
    return [values, vectors]
  })
  refusals(it, 'eigh', (a) => eigh(a))

  it('refuses what is not square', () => {
    assert.throws(() => eigh([[1, 2]]), { name: 'ShapeError', message: /eigh: A is 1×2.*square/ })
  })
})
