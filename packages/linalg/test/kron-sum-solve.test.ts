import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { hostEngine } from '../src/host.ts'
import { kronSumMatvec } from '../src/kron-sum-matvec.ts'
import { kronSumSolve } from '../src/kron-sum-solve.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { denseFrom } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { sample } from '../src/laws/samples.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { frobenius } from './support/assert-decomposition.ts'
import { kronSumOracle } from './support/kron-sum-oracle.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

const spd = spdArbitrary({ maximumSize: 4, maximumCondition: 1e6 })

describe('kronSumSolve', () => {
  it('leaves a residual of rounding errors of the sum, formed', () => {
    fc.assert(
      fc.property(spd, spd, fc.nat(3), fc.nat(), (a, b, r, seed) => {
        const [A, B] = [a.matrix, b.matrix].map(denseFrom)
        const whole = kronSumOracle(A, B)
        const v = sample('float64', whole.rows, r, seed)
        const x = denseFrom(kronSumSolve(A, B, v))
        const scale = frobenius(whole) * frobenius(x) + frobenius(v)
        assertClose(product(whole, x).value, v, 64 * 2 ** -52 * whole.rows * scale, '(A ⊕ B) X')
      }),
    )
  })

  it('solves where the sum is indefinite, or one factor singular', () => {
    const a = [
      [1, 2],
      [2, -3],
    ]
    const v = [1, 2]
    assertClose(kronSumMatvec(a, [[0]], kronSumSolve(a, [[0]], v)), [[1], [2]], 1e-14)
  })

  it('solves Poisson’s equation on a grid', () => {
    const n = 12
    const second = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    )
    const u = sample('float64', n * n, 1)
    assertClose(kronSumSolve(second, second, kronSumMatvec(second, second, u)), u, 1e-12, 'u')
  })

  it('reads the lower triangles only', () => {
    const a = [
      [2, Number.NaN],
      [1, 3],
    ]
    const whole = [
      [2, 1],
      [1, 3],
    ]
    assertSame(kronSumSolve(a, [[1]], [1, 2]), kronSumSolve(whole, [[1]], [1, 2]))
  })

  it('names the eigenvalue where the sum is singular, and leaves nothing behind', () => {
    const engine = hostEngine()
    const a = matrix(
      [
        [1, 0],
        [0, 2],
      ],
      engine,
    )
    assert.throws(() => kronSumSolve(a, [[-2]], [1, 1]), {
      name: 'SingularMatrixError',
      pivot: 1,
      message: /kronSumSolve: .*eigenvalue 1 .* is 0/,
    })
    assert.equal(engine.stats().liveMatrices, 1)
    // A path's Laplacian, whose eigenvalue 0 comes out as rounding error.
    const laplacian = [
      [1, -1, 0],
      [-1, 2, -1],
      [0, -1, 1],
    ]
    assert.throws(() => kronSumSolve(laplacian, laplacian, zeros(9, 1)), {
      name: 'SingularMatrixError',
      pivot: 0,
    })
  })

  it('takes empty factors and no right-hand side', () => {
    assert.deepEqual(kronSumSolve(zeros(0, 0), [[1]], zeros(0, 1)).shape, [0, 1])
    assert.deepEqual(kronSumSolve([[1]], [[1]], zeros(1, 0)).shape, [1, 0])
  })

  livesOnItsEngine(it, 1, (a) => [kronSumSolve(a, [[1]], [1, 2])])
  refusals(it, 'eigh', (a) => kronSumSolve(a, [[1]], [1, 2]))

  it('refuses what does not fit', () => {
    assert.throws(() => kronSumSolve([[1, 2]], [[1]], [1]), { name: 'ShapeError' })
    assert.throws(() => kronSumSolve([[1]], [[1]], [1, 2]), { name: 'ShapeError', message: /1·1/ })
  })
})
