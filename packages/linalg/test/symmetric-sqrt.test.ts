import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { assertSymmetric } from '../src/laws/assert-symmetric.ts'
import { denseFrom, denseFromRows, transposedDense } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { sample } from '../src/laws/samples.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { symmetricSqrt } from '../src/symmetric-sqrt.ts'
import { assertReconstructs } from './support/assert-decomposition.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

describe('symmetricSqrt', () => {
  it('is S S = A, symmetric to the last bit, up to condition 1e12', () => {
    const cases = spdArbitrary({ maximumSize: 8, maximumCondition: 1e12 })
    fc.assert(
      fc.property(cases, ({ matrix: rows }) => {
        const S = symmetricSqrt(rows)
        assertSymmetric(S)
        assertReconstructs([S, S], denseFromRows(rows), 'S S')
      }),
    )
  })

  it('takes semidefinite matrices, and their rounding errors', () => {
    const cases = fc.record({ n: fc.integer({ min: 1, max: 8 }), rank: fc.nat(4), seed: fc.nat() })
    fc.assert(
      fc.property(cases, ({ n, rank, seed }) => {
        const f = sample('float64', n, rank, seed)
        const a = product(f, transposedDense(f)).value
        const S = symmetricSqrt(a)
        assertReconstructs([S, S], a, 'S S')
      }),
    )
    assertClose(symmetricSqrt(zeros(3, 3)), zeros(3, 3), 0)
    assert.deepEqual(symmetricSqrt(zeros(0, 0)).shape, [0, 0])
  })

  it('commutes with A', () => {
    const f = sample('float64', 6, 6)
    const a = product(f, transposedDense(f)).value
    const S = denseFrom(symmetricSqrt(a))
    assertClose(product(S, a).value, product(a, S).value, 1e-12)
  })

  it('is right for tiny and huge elements', () => {
    for (const scale of [1e-200, 1e200]) {
      assertClose(
        symmetricSqrt([
          [4 * scale, 0],
          [0, scale],
        ]),
        [
          [2 * Math.sqrt(scale), 0],
          [0, Math.sqrt(scale)],
        ],
        1e-14 * Math.sqrt(scale),
      )
    }
  })

  livesOnItsEngine(it, 1, (a) => [symmetricSqrt(a)])
  refusals(it, 'eigh', (a) => symmetricSqrt(a))

  it('names the eigenvalue that is negative', () => {
    assert.throws(
      () =>
        symmetricSqrt([
          [1, 0],
          [0, -2],
        ]),
      {
        name: 'NotPositiveDefiniteError',
        pivot: 0,
        value: -2,
        message: /symmetricSqrt: .*eigenvalue 0 .* is -2/,
      },
    )
    assert.throws(() => symmetricSqrt([[1, 2]]), {
      name: 'ShapeError',
      message: /symmetricSqrt.*1×2/,
    })
  })
})
