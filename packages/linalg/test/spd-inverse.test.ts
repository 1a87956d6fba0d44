import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { type Dtype, epsilon } from '../src/dtype.ts'
import { hostEngine } from '../src/host.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { assertSymmetric, assertSymmetricPositiveDefinite } from '../src/laws/assert-symmetric.ts'
import { dense, denseFrom } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { spdInverse } from '../src/spd-inverse.ts'

describe('spdInverse', () => {
  for (const [dtype, maximumCondition] of [
    ['float64', 1e10],
    ['float32', 1e5],
  ] as [Dtype, number][]) {
    it(`has residuals of κ ε up to condition ${maximumCondition} in ${dtype}, symmetric to the last bit`, () => {
      const engine = hostEngine({ dtype })
      fc.assert(
        fc.property(
          spdArbitrary({ maximumSize: 12, maximumCondition }),
          ({ matrix: rows, condition }) => {
            const A = matrix(rows, engine)
            const inverse = spdInverse(A)
            const n = rows.length
            assertSymmetric(inverse)
            const budget = 4 * n * epsilon[dtype] * condition
            const identity = dense(n, n, (i, j) => Number(i === j))
            const [a, x] = [denseFrom(A), denseFrom(inverse)]
            assertClose(product(a, x).value, identity, budget, 'A A⁻¹')
            assertClose(product(x, a).value, identity, budget, 'A⁻¹ A')
          },
        ),
      )
    })
  }

  it('is positive definite', () => {
    fc.assert(
      fc.property(spdArbitrary({ maximumCondition: 1e6 }), ({ matrix: rows }) => {
        assertSymmetricPositiveDefinite(spdInverse(rows))
      }),
    )
  })

  it('reads the lower triangle only', () => {
    assert.deepEqual(
      spdInverse([
        [4, NaN],
        [0, 16],
      ]).toArray(),
      [
        [0.25, 0],
        [0, 0.0625],
      ],
    )
  })

  it('names the pivot where the matrix is not positive definite, and leaves nothing behind', () => {
    const engine = hostEngine()
    const a = matrix(
      [
        [1, 2],
        [2, 3],
      ],
      engine,
    )
    assert.throws(() => spdInverse(a), {
      name: 'NotPositiveDefiniteError',
      pivot: 1,
      value: -1,
      message: /spdInverse: .*pivot 1 .* is -1.*damping/,
    })
    assert.equal(engine.stats().liveMatrices, 1)
  })

  it('refuses what is not square', () => {
    assert.throws(() => spdInverse([[1, 2]]), { name: 'ShapeError', message: /1×2.*square/ })
  })
})
