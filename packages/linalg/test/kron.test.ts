import assert from 'node:assert/strict'
import { Matrix as MlMatrix } from 'ml-matrix'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { gemm } from '../src/gemm.ts'
import { hostEngine } from '../src/host.ts'
import { kron } from '../src/kron.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense, denseFrom, denseFromRows, download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { product } from '../src/laws/oracle.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { transpose } from '../src/transpose.ts'
import { kronOracle } from './support/kron-oracle.ts'

const size = fc.integer({ min: 1, max: 4 })
const of = (rows: number, columns: number) => matrixArbitrary({ rows, columns })

describe('kron', () => {
  it('has blocks A[i, j] B, to the last bit', () => {
    const any = matrixArbitrary({ elements: 'mixed', maximumSize: 5 })
    fc.assert(
      fc.property(any, any, (a, b) => {
        assertSame(kron(a, b), kronOracle(denseFromRows(a), denseFromRows(b)))
      }),
    )
  })

  it('takes vectors, views, empty matrices, NaN and infinities', () => {
    assert.deepEqual(kron([1, 2], transpose([3, 4])).toArray(), [
      [3, 4],
      [6, 8],
    ])
    const turned = transpose([
      [1, 2],
      [3, 4],
    ])
    assertSame(kron(turned, turned), kronOracle(denseFrom(turned), denseFrom(turned)))
    for (const [m, n, p, q] of [
      [0, 2, 3, 4],
      [2, 0, 3, 4],
      [2, 3, 0, 4],
      [2, 3, 4, 0],
    ]) {
      assert.deepEqual(kron(zeros(m, n), zeros(p, q)).shape, [m * p, n * q])
    }
    assert.deepEqual(kron([[0, Infinity]], [[NaN, 0]]).toArray(), [[NaN, 0, NaN, NaN]])
  })

  it('mixes with products: (A ⊗ B)(C ⊗ D) = AC ⊗ BD', () => {
    const factors = fc
      .array(size, { minLength: 6, maxLength: 6 })
      .chain(([m, n, k, p, q, l]) => fc.tuple(of(m, n), of(p, q), of(n, k), of(q, l)))
    fc.assert(
      fc.property(factors, ([a, b, c, d]) => {
        const found = gemm(kron(a, b), kron(c, d))
        const sums = [
          product(denseFromRows(a), denseFromRows(c)),
          product(denseFromRows(b), denseFromRows(d)),
        ]
        const magnitude = kronOracle(sums[0].magnitude, sums[1].magnitude)
        const budget = dense(
          found.rows,
          found.columns,
          (i, j) => 32 * 2 ** -52 * magnitude.get(i, j),
        )
        assertClose(found, kron(gemm(a, c), gemm(b, d)), budget, '(A ⊗ B)(C ⊗ D) − AC ⊗ BD')
      }),
    )
  })

  it('transposes factor by factor, to the last bit', () => {
    fc.assert(
      fc.property(matrixArbitrary(), matrixArbitrary(), (a, b) => {
        assertSame(transpose(kron(a, b)), kron(transpose(a), transpose(b)))
      }),
    )
  })

  it('is bilinear', () => {
    const cases = fc
      .tuple(size, size, size, size)
      .chain(([m, n, p, q]) =>
        fc.tuple(of(m, n), of(m, n), of(p, q), of(p, q), fc.integer({ min: -9, max: 9 })),
      )
    const plus = (x: number[][], y: number[][], factor: number): number[][] =>
      x.map((row, i) => row.map((value, j) => value + factor * y[i][j]))
    fc.assert(
      fc.property(cases, ([a, c, b, d, factor]) => {
        const left = kron(plus(a, c, factor), b)
        const leftSum = plus(kron(a, b).toArray(), kron(c, b).toArray(), factor)
        assertClose(left, leftSum, 100 * 1000 * 8 * 2 ** -52, '(A + xC) ⊗ B')
        const right = kron(a, plus(b, d, factor))
        const rightSum = plus(kron(a, b).toArray(), kron(a, d).toArray(), factor)
        assertClose(right, rightSum, 100 * 1000 * 8 * 2 ** -52, 'A ⊗ (B + xD)')
      }),
    )
  })

  it('has determinant det(A)ⁿ det(B)ᵐ', () => {
    const spd = spdArbitrary({ maximumSize: 3, maximumCondition: 100, scale: 4 })
    const determinant = (values: readonly number[]): number =>
      values.reduce((all, value) => all * value, 1)
    fc.assert(
      fc.property(spd, spd, (a, b) => {
        const lu = new MlMatrix(kron(a.matrix, b.matrix).toArray())
        const expected =
          determinant(a.eigenvalues) ** b.matrix.length *
          determinant(b.eigenvalues) ** a.matrix.length
        const found = lu.rows > 1 ? logDeterminant(lu) : Math.log(lu.get(0, 0))
        assertClose([found], [Math.log(expected)], 1e-9 * (1 + Math.abs(Math.log(expected))))
      }),
    )
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    for (const engine of [opaqueEngine(), hostEngine({ dtype: 'float32', poison: true })]) {
      const [a, b] = [
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        [[1, -1, 2]],
      ].map((rows) => matrix(rows, engine))
      const found = kron(a, b)
      assert.equal(engine.stats().liveMatrices, 3)
      assertSame(await download(found), kronOracle(await download(a), await download(b)))
    }
  })
})

/** By elimination with pivots, independent of Cholesky. */
function logDeterminant(a: MlMatrix): number {
  const rows = a.to2DArray()
  let sum = 0
  for (let k = 0; k < rows.length; k++) {
    const best = rows
      .slice(k)
      .reduce((most, row, i) => (Math.abs(row[k]) > Math.abs(rows[most][k]) ? k + i : most), k)
    const pivot = rows[best]
    rows[best] = rows[k]
    rows[k] = pivot
    sum += Math.log(Math.abs(pivot[k]))
    for (let i = k + 1; i < rows.length; i++) {
      const factor = rows[i][k] / pivot[k]
      rows[i] = rows[i].map((x, j) => x - factor * pivot[j])
    }
  }
  return sum
}
