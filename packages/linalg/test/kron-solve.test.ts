import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { conditionNumber } from '../src/condition-number.ts'
import { zeros } from '../src/constant.ts'
import { kronMatvec } from '../src/kron-matvec.ts'
import { kronSolve } from '../src/kron-solve.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { denseFromRows, download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { product } from '../src/laws/oracle.ts'
import { sample } from '../src/laws/samples.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { kronOracle } from './support/kron-oracle.ts'

const spd = spdArbitrary({ maximumSize: 4, maximumCondition: 1e4 })
const systems = fc
  .tuple(spd, spd, fc.integer({ min: 1, max: 3 }))
  .chain(([a, b, r]) =>
    fc.tuple(
      fc.constant(a),
      fc.constant(b),
      matrixArbitrary({ rows: a.matrix.length * b.matrix.length, columns: r }),
    ),
  )

const largest = (rows: readonly (readonly number[])[]): number =>
  Math.max(0, ...rows.flat().map(Math.abs))

/** The triangle, well conditioned, with NaN where it must not be read. */
const triangle = (a: number[][], lower: boolean, garbage: number): number[][] =>
  a.map((row, i) =>
    row.map((x, j) => {
      if (i === j) return 200 + Math.abs(x)
      return lower === j < i ? x / a.length : garbage
    }),
  )

describe('kronSolve', () => {
  it('undoes kronMatvec for positive definite factors, to κ(A) κ(B) ε', () => {
    fc.assert(
      fc.property(systems, ([a, b, v]) => {
        const x = kronSolve(a.matrix, b.matrix, v)
        const error = 256 * 2 ** -52 * a.condition * b.condition * largest(v)
        assertClose(kronMatvec(a.matrix, b.matrix, x), v, error, '(A ⊗ B) X')
      }),
    )
  })

  it('leaves a residual of rounding errors only', () => {
    fc.assert(
      fc.property(systems, ([a, b, v]) => {
        const x = denseFromRows(kronSolve(a.matrix, b.matrix, v).toArray())
        const whole = kronOracle(denseFromRows(a.matrix), denseFromRows(b.matrix))
        const { value } = product(whole, x)
        const scale = largest(a.matrix) * largest(b.matrix) * largest([[...x.values]]) * whole.rows
        assertClose(
          value,
          v,
          64 * 2 ** -52 * (scale * Math.max(a.condition, b.condition) ** 0.5 + largest(v)),
        )
      }),
    )
  })

  for (const structure of ['lower', 'upper'] as const) {
    it(`solves ${structure} triangular factors, not reading the other triangle`, () => {
      const square = fc
        .integer({ min: 1, max: 4 })
        .chain((n) => matrixArbitrary({ rows: n, columns: n }))
      fc.assert(
        fc.property(square, square, fc.integer(), (a, b, seed) => {
          const v = Array.from({ length: a.length * b.length }, (_, i) => Math.sin(seed + i))
          const lower = structure === 'lower'
          const x = kronSolve(triangle(a, lower, NaN), triangle(b, lower, NaN), v, { structure })
          assertClose(kronMatvec(triangle(a, lower, 0), triangle(b, lower, 0), x), v, 1e-12)
        }),
      )
    })
  }

  it('solves general factors by LU, and tells a singular one', () => {
    const general = fc
      .record({ n: fc.integer({ min: 1, max: 4 }), seed: fc.nat() })
      .map(({ n, seed }) => sample('float64', n, n, seed))
      .filter((a) => conditionNumber(a) < 1e3)
    fc.assert(
      fc.property(general, general, fc.integer({ min: 1, max: 3 }), fc.nat(), (a, b, r, seed) => {
        const x = sample('float64', a.rows * b.rows, r, seed)
        const v = kronMatvec(a, b, x)
        assertClose(kronSolve(a, b, v, { structure: 'general' }), x, 1e-8, 'X')
      }),
    )
    assert.throws(() => kronSolve([[1]], [[0]], [1], { structure: 'general' }), {
      name: 'SingularMatrixError',
      message: /kronSolve.*pivot 0/,
    })
  })

  it('takes empty factors and no right-hand side', () => {
    assert.deepEqual(kronSolve(zeros(0, 0), [[2]], zeros(0, 1)).shape, [0, 1])
    assert.deepEqual(kronSolve([[2]], zeros(0, 0), zeros(0, 1)).shape, [0, 1])
    assert.deepEqual(kronSolve([[2]], [[2]], zeros(1, 0)).shape, [1, 0])
  })

  it('refuses what does not fit or is not positive definite', () => {
    assert.throws(() => kronSolve([[1, 2]], [[1]], [1]), {
      name: 'ShapeError',
      message: /1×2.*1×1.*square/,
    })
    assert.throws(() => kronSolve([[1]], [[1]], [1, 2]), { name: 'ShapeError' })
    assert.throws(
      () =>
        kronSolve(
          [[1]],
          [
            [1, 2],
            [2, 1],
          ],
          [1, 2],
        ),
      { name: 'NotPositiveDefiniteError', message: /pivot 1/ },
    )
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    const engine = opaqueEngine()
    const given = [
      [
        [4, 1],
        [1, 3],
      ],
      [
        [2, 1, 0],
        [1, 3, 1],
        [0, 1, 4],
      ],
      [
        [1, 0],
        [2, 1],
        [3, 2],
        [4, 3],
        [5, 4],
        [6, 5],
      ],
    ]
    const [a, b, v] = given.map((rows) => matrix(rows, engine))
    const found = kronSolve(a, b, v)
    assert.equal(engine.stats().liveMatrices, 4)
    assertSame(await download(found), kronSolve(given[0], given[1], given[2]))
  })
})
