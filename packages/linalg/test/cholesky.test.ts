import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { cholesky } from '../src/cholesky.ts'
import { type Dtype, epsilon } from '../src/dtype.ts'
import { NotPositiveDefiniteError } from '../src/errors.ts'
import { hostEngine } from '../src/host.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { dense, denseFrom, transposedDense } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'

describe('cholesky', () => {
  // Rounding a matrix to float32 may cost it its definiteness from about κ = 1/ε on.
  for (const [dtype, maximumCondition] of [
    ['float64', 1e10],
    ['float32', 1e5],
  ] as [Dtype, number][]) {
    it(`has a residual of rounding errors up to condition ${maximumCondition} in ${dtype}`, () => {
      const engine = hostEngine({ dtype })
      fc.assert(
        fc.property(spdArbitrary({ maximumSize: 12, maximumCondition }), ({ matrix: rows }) => {
          const A = matrix(rows, engine)
          const a = denseFrom(A)
          const L = denseFrom(cholesky(A))
          const n = rows.length
          // Higham, Accuracy and Stability of Numerical Algorithms, theorem 10.3.
          const budget = dense(
            n,
            n,
            (i, j) => (n + 3) * epsilon[dtype] * Math.sqrt(a.get(i, i) * a.get(j, j)),
          )
          assertClose(product(L, transposedDense(L)).value, a, budget, 'L Lᵀ')
        }),
      )
    })
  }

  it('is lower triangular and reads the lower triangle only', () => {
    assert.deepEqual(
      cholesky([
        [4, NaN],
        [2, 10],
      ]).toArray(),
      [
        [2, 0],
        [1, 3],
      ],
    )
  })

  it('names the pivot and its value where the matrix is not positive definite', () => {
    const cases = fc
      .record({
        n: fc.integer({ min: 1, max: 40 }),
        at: fc.nat(),
        value: fc.constantFrom(-1, 0, -64, NaN, Infinity),
        below: fc.integer({ min: -2, max: 2 }),
      })
      .map(({ n, at, ...rest }) => ({ n, pivot: at % n, ...rest }))
    fc.assert(
      fc.property(cases, ({ n, pivot, value, below }) => {
        // L D Lᵀ with a unit bidiagonal L of whole numbers: the pivots are D, exactly.
        const d = (i: number): number => (i === pivot ? value : 1)
        const entry = (i: number, j: number): number => {
          if (i === j) return d(i) + (i > 0 && below !== 0 ? below * below * d(i - 1) : 0)
          return i === j + 1 ? below * d(j) : 0
        }
        const a = dense(n, n, (i, j) => (j > i ? 0 : entry(i, j)))
        assert.throws(
          () => cholesky(a),
          (error: unknown) => {
            assert.ok(error instanceof NotPositiveDefiniteError)
            assert.equal(error.pivot, pivot)
            assert.equal(error.value, value)
            assert.match(
              error.message,
              new RegExp(`cholesky: .*pivot ${pivot} \\(0-based\\) is ${value}`),
            )
            return true
          },
        )
      }),
    )
  })

  it('leaves nothing behind where it fails', () => {
    const engine = hostEngine()
    const a = matrix([[-1]], engine)
    assert.throws(() => cholesky(a))
    assert.equal(engine.stats().liveMatrices, 1)
  })

  it('refuses what is not square', () => {
    assert.throws(() => cholesky([[1, 2]]), { name: 'ShapeError', message: /1×2.*square/ })
  })
})
