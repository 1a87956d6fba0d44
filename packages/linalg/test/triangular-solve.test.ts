import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { dense, denseFrom, transposedDense } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { triangularSolve } from '../src/triangular-solve.ts'

describe('triangularSolve', () => {
  it('leaves a residual of rounding errors, however ill the triangle', () => {
    const systems = fc.integer({ min: 1, max: 9 }).chain((n) =>
      fc.record({
        t: matrixArbitrary({ rows: n, columns: n }),
        b: matrixArbitrary({ rows: n, columns: 2 }),
        lower: fc.boolean(),
        transpose: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(systems, ({ t, b, lower, transpose }) => {
        const n = t.length
        const inside = (i: number, j: number): boolean => (lower ? j <= i : j >= i)
        const element = (i: number, j: number): number => (i === j ? t[i][j] || 1 : t[i][j])
        const whole = dense(n, n, (i, j) => (inside(i, j) ? element(i, j) : 0))
        const found = denseFrom(
          triangularSolve(
            dense(n, n, (i, j) => (inside(i, j) ? element(i, j) : NaN)),
            b,
            { lower, transpose },
          ),
        )
        if (!found.values.every((x) => Math.abs(x) < 1e150)) return
        // Higham, Accuracy and Stability of Numerical Algorithms, theorem 8.5.
        const { value, magnitude } = product(transpose ? transposedDense(whole) : whole, found)
        const budget = dense(n, 2, (i, j) => (n + 4) * 2 ** -52 * magnitude.get(i, j) + 1e-300)
        assertClose(value, b, budget, 'op(T) X')
      }),
    )
  })

  it('is lower and not transposed when nothing is said', () => {
    assert.deepEqual(
      triangularSolve(
        [
          [2, 9],
          [1, 4],
        ],
        [2, 9],
      ).toArray(),
      [[1], [2]],
    )
  })

  it('divides by zero as IEEE 754 does', () => {
    assert.deepEqual(triangularSolve([[0]], [[1, 0]]).toArray(), [[Infinity, NaN]])
  })

  it('refuses what does not fit', () => {
    assert.throws(() => triangularSolve([[1, 2]], [1]), {
      name: 'ShapeError',
      message: /T is 1×2 and B 1×1/,
    })
    assert.throws(() => triangularSolve([[1]], [1, 2]), {
      name: 'ShapeError',
      message: /T is 1×1 and B 2×1/,
    })
  })
})
