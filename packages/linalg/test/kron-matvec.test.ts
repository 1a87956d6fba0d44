import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { gemm } from '../src/gemm.ts'
import { hostEngine } from '../src/host.ts'
import { kronMatvec } from '../src/kron-matvec.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense, denseFrom, download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { product } from '../src/laws/oracle.ts'
import { sample } from '../src/laws/samples.ts'
import { transpose } from '../src/transpose.ts'
import { vec } from '../src/vec.ts'
import { kronOracle } from './support/kron-oracle.ts'

const size = fc.integer({ min: 1, max: 5 })
const of = (rows: number, columns: number) => matrixArbitrary({ rows, columns })

/** Against the product, formed, times V. */
function assertMatvec(a: Parameters<typeof denseFrom>[0], b: typeof a, v: typeof a): void {
  const [A, B, V] = [a, b, v].map(denseFrom)
  const { value, magnitude } = product(kronOracle(A, B), V)
  const units = (A.columns + B.columns + 8) * 2 ** -52
  const budget = dense(value.rows, value.columns, (i, j) => units * magnitude.get(i, j))
  assertClose(kronMatvec(a, b, v), value, budget, '(A ⊗ B) V')
}

describe('kronMatvec', () => {
  it('is the product, formed, times V, for any number of right-hand sides', () => {
    const cases = fc
      .tuple(size, size, size, size, fc.integer({ min: 1, max: 3 }))
      .chain(([m, n, p, q, r]) => fc.tuple(of(m, n), of(p, q), of(n * q, r)))
    fc.assert(fc.property(cases, ([a, b, v]) => assertMatvec(a, b, v)))
  })

  it('is vec(B X Aᵀ) for columns stacked', () => {
    const cases = fc
      .tuple(size, size, size, size)
      .chain(([m, n, p, q]) => fc.tuple(of(m, n), of(p, q), of(q, n)))
    fc.assert(
      fc.property(cases, ([a, b, x]) => {
        const expected = vec(gemm(gemm(b, x), a, { transposeB: true }))
        const scale = 100 ** 3 * x.length * x[0].length * 2 ** -48
        assertClose(kronMatvec(a, b, vec(x)), expected, scale, 'vec(B X Aᵀ)')
      }),
    )
  })

  it('takes either order of the two products, and views', () => {
    for (const [m, n, p, q] of [
      [30, 2, 3, 40],
      [2, 30, 40, 3],
      [40, 40, 2, 2],
      [2, 2, 40, 40],
    ]) {
      const a = sample('float64', n, m, 1)
      const b = sample('float64', p, q, 2)
      assertMatvec(transpose(a), b, sample('float64', n * q, 3, 3))
    }
  })

  it('costs what the cheaper order costs, not what the product would', () => {
    const engine = hostEngine()
    const original = engine.gemm.bind(engine)
    let multiplications = 0
    engine.gemm = (a, b, options) => {
      const result = original(a, b, options)
      multiplications += result.size * (options.transposeA ? a.rows : a.columns)
      return result
    }
    for (const [m, n, p, q] of [
      [30, 2, 3, 40],
      [2, 30, 40, 3],
      [5, 6, 7, 8],
    ]) {
      multiplications = 0
      const [a, b, v] = [zeros(m, n, engine), zeros(p, q, engine), zeros(n * q, 2, engine)]
      kronMatvec(a, b, v)
      assert.equal(multiplications, 2 * Math.min(p * n * (q + m), q * m * (n + p)))
    }
  })

  it('takes empty factors and no right-hand side', () => {
    assert.deepEqual(kronMatvec(zeros(2, 3), zeros(4, 5), zeros(15, 0)).shape, [8, 0])
    assert.deepEqual(
      kronMatvec(zeros(2, 0), zeros(4, 5), zeros(0, 1)).toArray(),
      zeros(8, 1).toArray(),
    )
    assert.deepEqual(
      kronMatvec(zeros(2, 3), zeros(4, 0), zeros(0, 1)).toArray(),
      zeros(8, 1).toArray(),
    )
    assert.deepEqual(kronMatvec(zeros(0, 3), zeros(4, 5), zeros(15, 2)).shape, [0, 2])
    assert.deepEqual(kronMatvec(zeros(3, 3), zeros(0, 5), zeros(15, 2)).shape, [0, 2])
  })

  it('refuses a vector of another length', () => {
    assert.throws(() => kronMatvec([[1, 2]], [[1, 2]], [1, 2, 3]), {
      name: 'ShapeError',
      message: /1×2.*1×2.*3×1.*2·2 = 4/,
    })
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    const engine = opaqueEngine()
    const given = [
      sample('float64', 4, 3, 1),
      sample('float64', 2, 5, 2),
      sample('float64', 15, 2, 3),
    ]
    const [a, b, v] = given.map((m) => matrix(m, engine))
    const found = kronMatvec(a, b, v)
    assert.equal(engine.stats().liveMatrices, 4)
    assertSame(await download(found), kronMatvec(given[0], given[1], given[2]))
  })
})
