import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { hostEngine } from '../src/host.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense, denseFrom, transposedDense } from '../src/laws/dense.ts'
import { sample } from '../src/laws/samples.ts'
import { singularValues, svd } from '../src/svd.ts'
import {
  assertOrthonormal,
  assertReconstructs,
  budgetOf,
  chain,
  diagonalOf,
} from './support/assert-decomposition.ts'
import { hardMatrices } from './support/hard-matrices.ts'
import { matrixForms } from './support/input-forms.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

describe('svd', () => {
  it('is U Σ Vᵀ with orthonormal columns and falling Σ, for all kinds of matrices', () => {
    fc.assert(
      fc.property(hardMatrices, ({ a }) => {
        const { U, s, V } = svd(a)
        const k = Math.min(a.rows, a.columns)
        assert.deepEqual(
          [U.shape, s.shape, V.shape],
          [
            [a.rows, k],
            [k, 1],
            [a.columns, k],
          ],
        )
        assertOrthonormal(U, 'UᵀU')
        assertOrthonormal(V, 'VᵀV')
        assertReconstructs([U, diagonalOf(s), transposedDense(denseFrom(V))], a, 'U Σ Vᵀ')
        const list = [...denseFrom(s).values]
        assert.deepEqual(
          list,
          list.toSorted((x, y) => y - x),
        )
        assert.ok(list.every((x) => x >= 0))
      }),
    )
  })

  it('has square U and V where it is full, the rest of which A does not reach', () => {
    fc.assert(
      fc.property(hardMatrices, ({ a }) => {
        const { U, s, V } = svd(a, { full: true })
        const { rows: m, columns: n } = a
        assert.deepEqual([U.shape, s.rows, V.shape], [[m, m], Math.min(m, n), [n, n]])
        assertOrthonormal(U, 'UᵀU')
        assertOrthonormal(V, 'VᵀV')
        const sigma = dense(m, n, (i, j) => (i === j ? s.get(i, 0) : 0))
        assertReconstructs([U, sigma, transposedDense(denseFrom(V))], a, 'U Σ Vᵀ')
      }),
    )
  })

  it('gives the same values without vectors', () => {
    fc.assert(
      fc.property(hardMatrices, ({ a }) => {
        assertClose(singularValues(a), svd(a).s, budgetOf(a), 'the singular values')
      }),
    )
  })

  it('has eigenvalues of AᵀA as squares', () => {
    const a = sample('float64', 30, 12)
    const { s, V } = svd(a)
    const squares = dense(12, 12, (i, j) => (i === j ? s.get(i, 0) ** 2 : 0))
    const gram = chain(transposedDense(a), a)
    assertReconstructs([V, squares, transposedDense(denseFrom(V))], gram, 'V Σ² Vᵀ')
  })

  it('keeps the digits of small singular values where columns differ in size', () => {
    const powers = [0, -8, -16, -100, -250]
    const a = dense(5, 5, (i, j) => (i === j ? 3 : i > j ? 1 : 0) * 10 ** powers[j])
    // The determinant: it is right to a few roundings only if every value is.
    const logs = powers.reduce((sum, power) => sum + power + Math.log10(3), 0)
    const s = singularValues(a).toArray()
    const found = s.reduce((sum, [x]) => sum + Math.log10(x), 0)
    assert.ok(Math.abs(found - logs) < 1e-12, `${found} ${logs}`)
    assert.ok(s[4][0] > 0 && s[4][0] < 1e-249)
  })

  it('is right beyond the sizes of the properties', () => {
    for (const [m, n] of [
      [70, 40],
      [33, 65],
    ]) {
      const a = sample('float64', m, n)
      const { U, s, V } = svd(a)
      assertOrthonormal(U, 'UᵀU')
      assertOrthonormal(V, 'VᵀV')
      assertReconstructs([U, diagonalOf(s), transposedDense(denseFrom(V))], a, 'U Σ Vᵀ')
    }
  })

  it('takes matrices in every form, and empty ones', () => {
    const rows = [
      [2, 1, 5],
      [1, 3, 0],
    ]
    const expected = svd(rows).s
    for (const form of matrixForms(rows)) assertSame(svd(form).s, expected)
    for (const [m, n] of [
      [0, 0],
      [3, 0],
      [0, 3],
    ]) {
      const { U, s, V } = svd(zeros(m, n), { full: true })
      assert.deepEqual([s.rows, U.rows, V.rows], [0, m, n])
    }
  })

  it('rounds to float32 once', () => {
    const a = sample('float32', 7, 9)
    const { U, s, V } = svd(matrix(a, hostEngine({ dtype: 'float32' })))
    assertOrthonormal(U, 'UᵀU', 2 ** -24)
    const factors = [U, diagonalOf(s), transposedDense(denseFrom(V))]
    assertReconstructs(factors, a, 'U Σ Vᵀ', 2 ** -24)
  })

  livesOnItsEngine(it, 3, (a) => {
    const { U, s, V } = svd(a)
    return [U, s, V]
  })
  refusals(it, 'svd', (a) => svd(a))
})

describe('singularValues', () => {
  livesOnItsEngine(it, 1, (a) => [singularValues(a)])
  refusals(it, 'singularValues', (a) => singularValues(a))
})
