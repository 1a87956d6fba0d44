import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  applyQ,
  applyQTransposed,
  factorPivoted,
  norm,
  rankOf,
  solveUpper,
  solveUpperTransposed,
  squareR,
} from '../../../src/internal/least-squares/pivoted-qr.ts'
import {
  apply,
  assertClose,
  columnMajor,
  matrices,
  numbers,
  transposed,
} from '../../support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const sizes = fc.record({ m: fc.integer({ min: 1, max: 7 }), n: fc.integer({ min: 1, max: 7 }) })
const problems = sizes.chain(({ m, n }) =>
  fc.record({ A: matrices(m, n), b: numbers(m), x: numbers(n) }),
)
const square = (values: Float64Array, n: number): number[][] =>
  Array.from({ length: n }, (_, i) => [...values.subarray(i * n, (i + 1) * n)])

describe('factorPivoted', () => {
  it('is A P = Q R with R’s diagonal falling', () => {
    fc.assert(
      fc.property(problems, ({ A, x }) => {
        const [m, n] = [A.length, A[0].length]
        const qr = factorPivoted(columnMajor(A), m, n)
        // Q R Pᵀ x is A x.
        const permuted = Array.from(qr.order, (j) => x[j])
        const rx = apply(square(squareR(qr), n), permuted)
        const qrx = applyQ(
          qr,
          Float64Array.from({ length: m }, (_, i) => rx[i] ?? 0),
        )
        assertClose([1, ...qrx], [1, ...apply(A, x)], 1e-13)
        for (let k = 1; k < n; k++) {
          assert.ok(Math.abs(qr.diagonal[k]) <= Math.abs(qr.diagonal[k - 1]) * (1 + 1e-12))
        }
      }),
      { numRuns },
    )
  })

  it('has an orthogonal Q', () => {
    fc.assert(
      fc.property(problems, ({ A, b }) => {
        const qr = factorPivoted(columnMajor(A), A.length, A[0].length)
        const v = Float64Array.from(b)
        assertClose(
          [norm(applyQTransposed(qr, v), 0, v.length)],
          [norm(Float64Array.from(b), 0, b.length)],
          1e-14,
        )
        assertClose(applyQ(qr, v), b, 1e-13)
      }),
      { numRuns },
    )
  })

  it('shows the rank, columns of zeros among them', () => {
    const rank = (A: number[][]): number =>
      rankOf(factorPivoted(columnMajor(A), A.length, A[0].length))
    assert.equal(rank([[0, 0]]), 0)
    assert.equal(
      rank([
        [0, 3, 6],
        [0, 1, 2],
        [0, 5, 10],
      ]),
      1,
    )
    assert.equal(
      rank([
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ]),
      2,
    )
    assert.equal(rank([[1, 2, 3]]), 1)
  })

  it('keeps norms of columns that nearly vanish', () => {
    // After the first reflection, what is left of the others differs in the ninth digit.
    const A = [
      [1, 1, 1],
      [1e-8, 0, 0],
      [0, 1e-9, 0],
      [0, 0, 2e-9],
    ]
    const { diagonal } = factorPivoted(columnMajor(A), 4, 3)
    assertClose([Math.abs(diagonal[0])], [1], 1e-12)
    assert.ok(Math.abs(diagonal[1]) >= Math.abs(diagonal[2]) && diagonal[2] !== 0)
  })
})

describe('solveUpper and solveUpperTransposed', () => {
  it('undo products with R and Rᵀ', () => {
    fc.assert(
      fc.property(matrices(4, 4), numbers(4), (M, x) => {
        const R = M.map((row, i) => row.map((a, j) => (j < i ? 0 : a + (i === j ? 3 : 0))))
        const r = Float64Array.from(R.flat())
        assertClose(solveUpper(r, Float64Array.from(apply(R, x)), 4), x, 1e-13)
        const rt = Float64Array.from(apply(transposed(R), x))
        assertClose(solveUpperTransposed(r, rt, 4), x, 1e-13)
        // Of fewer rows, the leading ones; zeros behind.
        const head = R.slice(0, 2).map((row) => row.slice(0, 2))
        const b = Float64Array.from([...apply(head, x.slice(0, 2)), 7, 7])
        assertClose(solveUpper(r, b, 2), [x[0], x[1], 0, 0], 1e-13)
      }),
      { numRuns },
    )
  })
})

describe('norm', () => {
  it('neither overflows nor loses what is small', () => {
    for (const scale of [1e-200, 1, 1e200]) {
      assertClose([norm(Float64Array.of(9, 3 * scale, 4 * scale, 9), 1, 3)], [5 * scale], 1e-15)
    }
    assert.equal(norm(new Float64Array(3), 0, 3), 0)
    assert.equal(norm(Float64Array.of(1, Number.POSITIVE_INFINITY), 0, 2), Number.POSITIVE_INFINITY)
    assert.ok(Number.isNaN(norm(Float64Array.of(1, Number.NaN), 0, 2)))
  })
})
