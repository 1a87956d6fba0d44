import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { hostEngine } from '../src/host.ts'
import { kron } from '../src/kron.ts'
import { nearestKronecker } from '../src/nearest-kronecker.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { assertSymmetricPositiveDefinite } from '../src/laws/assert-symmetric.ts'
import { type Dense, dense, denseFrom } from '../src/laws/dense.ts'
import { sample } from '../src/laws/samples.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { singularValues } from '../src/svd.ts'
import { frobenius } from './support/assert-decomposition.ts'
import { kronOracle } from './support/kron-oracle.ts'
import { refusals } from './support/refusals.ts'

const size = fc.integer({ min: 1, max: 4 })
const shapes = fc.record({ m: size, n: size, p: size, q: size, seed: fc.nat() })

/** R(A) by its definition: a block of A a row. */
const rearrangement = (a: Dense, m: number, n: number): Dense => {
  const [p, q] = [a.rows / m, a.columns / n]
  return dense(m * n, p * q, (block, element) =>
    a.get(Math.floor(block / n) * p + Math.floor(element / q), (block % n) * q + (element % q)),
  )
}

const difference = (a: Dense, b: Dense): Dense =>
  dense(a.rows, a.columns, (i, j) => a.get(i, j) - b.get(i, j))

describe('nearestKronecker', () => {
  it('finds the factors of a product, to a scalar', () => {
    fc.assert(
      fc.property(shapes, ({ m, n, p, q, seed }) => {
        const whole = kronOracle(sample('float64', m, n, seed), sample('float64', p, q, seed + 1))
        const { b, c, distance } = nearestKronecker(whole, { rows: m, columns: n })
        assert.deepEqual(
          [b.shape, c.shape],
          [
            [m, n],
            [p, q],
          ],
        )
        const rounding = 1e-14 * frobenius(whole)
        assertClose(kron(b, c), whole, rounding, 'B ⊗ C')
        assert.ok(distance <= 4 * rounding)
      }),
    )
  })

  it('is as near as the singular values of the rearranged matrix allow', () => {
    fc.assert(
      fc.property(shapes, ({ m, n, p, q, seed }) => {
        const a = sample('float64', m * p, n * q, seed)
        const { b, c, distance } = nearestKronecker(a, { rows: m, columns: n })
        const s = singularValues(rearrangement(a, m, n))
          .toArray()
          .flat()
        const least = Math.sqrt(s.slice(1).reduce((sum, x) => sum + x * x, 0))
        const found = frobenius(difference(a, denseFrom(kron(b, c))))
        const rounding = 1e-13 * frobenius(a)
        assert.ok(Math.abs(found - least) <= rounding, `${found}, at best ${least}`)
        assert.ok(Math.abs(found - distance) <= rounding, `${found}, said ${distance}`)
        assert.ok(Math.abs(frobenius(denseFrom(b)) - frobenius(denseFrom(c))) <= rounding)
      }),
    )
  })

  it('is right for matrices that take more steps than a few', () => {
    const a = sample('float64', 48, 60)
    const { distance } = nearestKronecker(a, { rows: 6, columns: 10 })
    const s = singularValues(rearrangement(a, 6, 10))
      .toArray()
      .flat()
    const least = Math.sqrt(s.slice(1).reduce((sum, x) => sum + x * x, 0))
    assert.ok(Math.abs(distance - least) < 1e-12 * least, `${distance}, at best ${least}`)
  })

  it('gives positive definite factors of a positive definite product', () => {
    const spd = spdArbitrary({ maximumSize: 3, maximumCondition: 100 })
    fc.assert(
      fc.property(spd, spd, (first, second) => {
        const whole = kronOracle(denseFrom(first.matrix), denseFrom(second.matrix))
        const n = first.matrix.length
        const { b, c } = nearestKronecker(whole, { rows: n, columns: n })
        for (const factor of [b, c].map(denseFrom)) {
          const even = dense(
            factor.rows,
            factor.rows,
            (i, j) => (factor.get(i, j) + factor.get(j, i)) / 2,
          )
          assertClose(factor, even, 1e-13 * frobenius(factor), 'symmetry')
          assertSymmetricPositiveDefinite(even)
        }
      }),
    )
  })

  it('takes tiny, huge and zero matrices', () => {
    for (const scale of [1e-200, 1e200]) {
      const whole = kronOracle(
        dense(2, 2, (i, j) => (1 + i + j) * scale),
        dense(1, 3, (_, j) => j - 1),
      )
      const { b, c, distance } = nearestKronecker(whole, { rows: 2, columns: 2 })
      assertClose(kron(b, c), whole, 1e-14 * frobenius(whole), 'B ⊗ C')
      assert.ok(distance <= 1e-14 * frobenius(whole))
    }
    const { b, c, distance } = nearestKronecker(zeros(2, 4), { rows: 1, columns: 2 })
    assertClose(kron(b, c), zeros(2, 4), 0)
    assert.equal(distance, 0)
  })

  it('lives on the engine of A, and leaves nothing else behind', () => {
    const engine = hostEngine({ dtype: 'float32' })
    const { b } = nearestKronecker(matrix([[1, 2]], engine), { rows: 1, columns: 2 })
    assert.deepEqual([b.dtype, engine.stats().liveMatrices], ['float32', 3])
  })

  refusals(it, 'nearestKronecker', (a) => nearestKronecker(a, { rows: 1, columns: 1 }))

  it('refuses shapes that do not divide that of A', () => {
    for (const [rows, columns] of [
      [2, 1],
      [1, 3],
      [0, 1],
    ]) {
      assert.throws(() => nearestKronecker([[1, 2]], { rows, columns }), {
        name: 'ShapeError',
        message: /A is 1×2, the first factor/,
      })
    }
    assert.throws(() => nearestKronecker(zeros(0, 0), { rows: 1, columns: 1 }), {
      name: 'ShapeError',
    })
  })
})
