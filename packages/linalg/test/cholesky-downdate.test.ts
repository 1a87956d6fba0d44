import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cholesky } from '../src/cholesky.ts'
import { choleskyDowndate } from '../src/cholesky-downdate.ts'
import { choleskyUpdate } from '../src/cholesky-update.ts'
import { zeros } from '../src/constant.ts'
import { NotPositiveDefiniteError } from '../src/errors.ts'
import { vectorArbitrary } from '../src/laws/arbitraries.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense, denseFrom, denseFromRows, transposedDense } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { livesOnItsEngine } from './support/refusals.ts'
import { chain, frobenius } from './support/assert-decomposition.ts'

const cases = spdArbitrary({ maximumSize: 8, maximumCondition: 1e4 }).chain((a) =>
  fc.tuple(fc.constant(a), vectorArbitrary(a.matrix.length)),
)

describe('choleskyDowndate', () => {
  it('undoes an update, to the rounding errors of the larger matrix', () => {
    fc.assert(
      fc.property(cases, ([{ matrix: rows }, x]) => {
        const n = rows.length
        const sum = dense(n, n, (i, j) => rows[i][j] + x[i] * x[j])
        let L: ReturnType<typeof denseFrom>
        try {
          L = denseFrom(choleskyDowndate(choleskyUpdate(cholesky(rows), x), x))
        } catch (error) {
          // What is left of A beside x xᵀ may be no more than rounding.
          assert.ok(error instanceof NotPositiveDefiniteError)
          assert.ok(frobenius(denseFromRows(rows)) < 1e-5 * frobenius(sum), 'lost too early')
          return
        }
        assertClose(chain(L, transposedDense(L)), rows, 32 * n * 2 ** -52 * frobenius(sum), 'L̃ L̃ᵀ')
        for (let i = 0; i < n; i++) {
          assert.ok(L.get(i, i) > 0)
          for (let j = i + 1; j < n; j++) assert.equal(L.get(i, j), 0)
        }
      }),
    )
  })

  it('throws, with the pivot of a factorization from the start, where definiteness is lost', () => {
    const lost = cases.chain((given) =>
      fc.tuple(fc.constant(given), fc.double({ min: 1.01, max: 9, noNaN: true })),
    )
    fc.assert(
      fc.property(lost, ([[{ matrix: rows }, direction], stretch]) => {
        const n = rows.length
        if (direction.every((y) => y === 0)) return
        // x = t z with xᵀA⁻¹x = stretch² > 1.
        const L = cholesky(rows)
        const z = product(
          denseFrom(L),
          dense(n, 1, (i) => direction[i]),
        ).value
        const length = Math.hypot(...direction)
        const x = Array.from(z.values, (y) => (y / length) * stretch)
        const difference = dense(n, n, (i, j) => rows[i][j] - x[i] * x[j])
        let fresh: unknown
        try {
          cholesky(difference)
        } catch (error) {
          fresh = error
        }
        assert.ok(fresh instanceof NotPositiveDefiniteError)
        const { pivot } = fresh
        assert.throws(
          () => choleskyDowndate(L, x),
          (error: unknown) => {
            assert.ok(error instanceof NotPositiveDefiniteError)
            // Rounding may tell apart what is about 0.
            assert.ok(error.pivot === pivot || Math.abs(error.value) < 1e-8 * rows[0][0] * 1e4)
            assert.match(error.message, /choleskyDowndate of L Lᵀ − x xᵀ: .*not positive definite/)
            return true
          },
        )
      }),
    )
  })

  it('throws where the difference is singular, or not a number', () => {
    for (const [l, x, pivot] of [
      [[[1]], [1], 0],
      [
        [
          [2, 0],
          [0, 1],
        ],
        [0, 1],
        1,
      ],
      [
        [
          [2, 0],
          [0, 1],
        ],
        [3, 0],
        0,
      ],
      [[[1]], [Number.NaN], 0],
      [[[0]], [1], 0],
    ] as [number[][], number[], number][]) {
      assert.throws(() => choleskyDowndate(l, x), { name: 'NotPositiveDefiniteError', pivot })
    }
  })

  it('gives the value of the pivot', () => {
    assert.throws(() => choleskyDowndate([[2]], [3]), { value: -5 })
  })

  it('takes the matrix without elements', () => {
    assert.deepEqual(choleskyDowndate(zeros(0, 0), zeros(0, 1)).shape, [0, 0])
    assertSame(
      choleskyDowndate(
        [
          [2, Number.NaN],
          [1, 3],
        ],
        [0, 0],
      ),
      [
        [2, 0],
        [1, 3],
      ],
    )
  })

  livesOnItsEngine(it, 1, (a) => [choleskyDowndate(a, [1, 1])])

  it('refuses what does not fit', () => {
    assert.throws(() => choleskyDowndate([[1, 2]], [1]), { name: 'ShapeError', message: /1×2/ })
    assert.throws(() => choleskyDowndate([[1]], [1, 2]), { name: 'ShapeError', message: /2×1/ })
  })
})
