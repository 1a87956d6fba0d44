import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense, denseFrom, transposedDense } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { sample } from '../src/laws/samples.ts'
import { lstsq } from '../src/lstsq.ts'
import { svd } from '../src/svd.ts'
import { solve } from '../src/solve.ts'
import { chain, frobenius } from './support/assert-decomposition.ts'
import { matrixForms, vectorForms } from './support/input-forms.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

const size = fc.integer({ min: 1, max: 8 })
/** Of chosen rank, with factors that are not badly conditioned, and a right-hand side. */
const systems = fc
  .record({ m: size, n: size, r: fc.integer({ min: 1, max: 3 }), seed: fc.nat(), rank: fc.nat(8) })
  .map(({ m, n, r, seed, rank: drawn }) => {
    const rank = Math.min(m, n, drawn)
    const a = product(sample('float64', m, rank, seed), sample('float64', rank, n, seed + 1)).value
    return { a, b: sample('float64', m, r, seed + 2), rank }
  })

describe('lstsq', () => {
  it('is the pseudoinverse times B, for tall, wide and rank-deficient matrices', () => {
    fc.assert(
      fc.property(systems, ({ a, b, rank }) => {
        const found = lstsq(a, b)
        const { U, s, V } = svd(a)
        const [u, v] = [denseFrom(U), denseFrom(V)]
        const condition = rank === 0 ? 1 : s.get(0, 0) / s.get(rank - 1, 0)
        // Close to another rank, nobody can tell.
        if (!(condition < 1e8)) return
        assert.equal(found.rank, rank)
        const inverse = dense(s.rows, s.rows, (i, j) => (i === j && i < rank ? 1 / s.get(i, 0) : 0))
        const expected = chain(v, inverse, transposedDense(u), b)
        const scale = rank === 0 ? 0 : frobenius(b) / s.get(rank - 1, 0)
        assertClose(found.x, expected, 1e-13 * condition * scale, 'X')
      }),
    )
  })

  it('leaves a residual that is orthogonal to the columns of A', () => {
    const a = sample('float64', 40, 7, 1)
    const b = sample('float64', 40, 2, 2)
    const { x } = lstsq(a, b)
    const fit = chain(a, x)
    const residual = dense(40, 2, (i, j) => b.get(i, j) - fit.get(i, j))
    assertClose(chain(transposedDense(a), residual), zeros(7, 2), 1e-12, 'Aᵀ(B − A X)')
  })

  it('is the solution where there is one', () => {
    const a = sample('float64', 9, 9, 1)
    const b = sample('float64', 9, 1, 2)
    assertClose(lstsq(a, b).x, solve(a, b), 1e-11, 'X')
  })

  it('is not disturbed by the sizes of the columns or of all elements', () => {
    for (const factor of [1e-200, 1, 1e200]) {
      const a = dense(
        3,
        2,
        (i, j) =>
          [
            [3, 0],
            [0, 5e-9],
            [4, 0],
          ][i][j] * factor,
      )
      const { x, rank } = lstsq(a, chain(a, [[1], [2]]))
      assert.equal(rank, 2)
      assertClose(x, [[1], [2]], 1e-13, 'X')
    }
  })

  it('takes the rank that the tolerance says', () => {
    const a = [
      [1, 0],
      [0, 1e-9],
    ]
    assert.equal(lstsq(a, [1, 1]).rank, 2)
    const { x, rank } = lstsq(a, [1, 1], { tolerance: 1e-8 })
    assert.equal(rank, 1)
    assertSame(x, [[1], [0]])
  })

  it('takes operands in every form, and empty ones', () => {
    const rows = [
      [2, 0],
      [0, 4],
      [0, 0],
    ]
    for (const a of matrixForms(rows)) {
      for (const b of vectorForms([2, 4, 7])) assertClose(lstsq(a, b).x, [[1], [1]], 1e-15)
    }
    assert.deepEqual(lstsq(zeros(0, 3), zeros(0, 2)).x.toArray(), zeros(3, 2).toArray())
    assert.deepEqual(lstsq(zeros(3, 0), zeros(3, 2)).x.shape, [0, 2])
    assert.deepEqual(lstsq(rows, zeros(3, 0)).x.shape, [2, 0])
  })

  livesOnItsEngine(it, 1, (a) => [lstsq(a, a).x])
  refusals(it, 'lstsq', (a) => lstsq(a, [1, 1]))

  it('refuses a right-hand side of another height', () => {
    assert.throws(() => lstsq([[1], [2]], [1]), { name: 'ShapeError', message: /2×1.*1×1/ })
  })
})
