import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cholesky } from '../src/cholesky.ts'
import { choleskyUpdate } from '../src/cholesky-update.ts'
import { zeros } from '../src/constant.ts'
import { vectorArbitrary } from '../src/laws/arbitraries.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense, denseFrom, denseFromRows, transposedDense } from '../src/laws/dense.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { assertReconstructs } from './support/assert-decomposition.ts'
import { matrixForms, vectorForms } from './support/input-forms.ts'
import { livesOnItsEngine } from './support/refusals.ts'

const cases = spdArbitrary({ maximumSize: 8, maximumCondition: 1e10 }).chain((a) =>
  fc.tuple(fc.constant(a), vectorArbitrary(a.matrix.length)),
)

describe('choleskyUpdate', () => {
  it('factors L Lᵀ + x xᵀ, as a factorization from the start does', () => {
    fc.assert(
      fc.property(cases, ([{ matrix: rows, condition }, x]) => {
        const n = rows.length
        const sum = dense(n, n, (i, j) => rows[i][j] + x[i] * x[j])
        const L = denseFrom(choleskyUpdate(cholesky(rows), x))
        assertReconstructs([L, transposedDense(L)], sum, 'L̃ L̃ᵀ')
        for (let i = 0; i < n; i++) {
          assert.ok(L.get(i, i) > 0)
          for (let j = i + 1; j < n; j++) assert.equal(L.get(i, j), 0)
        }
        const grown = condition * (1 + x.reduce((s, y) => s + y * y, 0) / rows[0][0])
        const size = Math.sqrt(Math.max(...sum.values))
        assertClose(L, cholesky(sum), 32 * n * 2 ** -52 * grown * size, 'the factor')
      }),
    )
  })

  it('is exact where Pythagoras is', () => {
    assertSame(
      choleskyUpdate(
        [
          [3, 0],
          [0, 12],
        ],
        [4, 0],
      ),
      [
        [5, 0],
        [0, 12],
      ],
    )
    assertSame(choleskyUpdate([[0]], [2]), [[2]])
    assertSame(choleskyUpdate([[0]], [0]), [[0]])
    assert.deepEqual(choleskyUpdate(zeros(0, 0), zeros(0, 1)).shape, [0, 0])
  })

  it('takes operands in every form, reads the lower triangle only, and changes neither', () => {
    const rows = [
      [2, Number.NaN],
      [1, 3],
    ]
    const expected = choleskyUpdate(denseFromRows(rows), [1, 2])
    for (const l of matrixForms(rows)) {
      for (const x of vectorForms([1, 2])) assertSame(choleskyUpdate(l, x), expected)
    }
    assert.deepEqual(rows[1], [1, 3])
  })

  livesOnItsEngine(it, 1, (a) => [choleskyUpdate(a, [1, 2])])

  it('refuses what does not fit', () => {
    assert.throws(() => choleskyUpdate([[1, 2]], [1]), { name: 'ShapeError', message: /L is 1×2/ })
    assert.throws(() => choleskyUpdate([[1]], [1, 2]), { name: 'ShapeError', message: /x is 2×1/ })
  })
})
