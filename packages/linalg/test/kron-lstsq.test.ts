import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { kronLstsq } from '../src/kron-lstsq.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { type Dense } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { sample } from '../src/laws/samples.ts'
import { lstsq } from '../src/lstsq.ts'
import { svd } from '../src/svd.ts'
import { frobenius } from './support/assert-decomposition.ts'
import { kronOracle } from './support/kron-oracle.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

const size = fc.integer({ min: 1, max: 4 })
const factor = fc
  .record({ m: size, n: size, rank: fc.nat(4), seed: fc.nat() })
  .map(({ m, n, rank: drawn, seed }): { a: Dense; rank: number; condition: number } => {
    const rank = Math.min(m, n, drawn)
    const a = product(sample('float64', m, rank, seed), sample('float64', rank, n, seed + 1)).value
    const s = svd(a).s
    return { a, rank, condition: rank === 0 ? 1 : s.get(0, 0) / s.get(rank - 1, 0) }
  })

describe('kronLstsq', () => {
  it('is what lstsq gives for the product, formed', () => {
    const cases = fc.tuple(factor, factor, fc.integer({ min: 1, max: 3 }), fc.nat())
    fc.assert(
      fc.property(cases, ([first, second, r, seed]) => {
        const condition = first.condition * second.condition
        if (!(condition < 1e6)) return
        const whole = kronOracle(first.a, second.a)
        const v = sample('float64', whole.rows, r, seed)
        const expected = lstsq(whole, v)
        const { x, rank } = kronLstsq(first.a, second.a, v)
        assert.equal(rank, first.rank * second.rank)
        const scale = frobenius(whole) === 0 ? 0 : (frobenius(v) * condition) / frobenius(whole)
        assertClose(x, expected.x, 1e-12 * condition * (scale * 16), 'X')
      }),
    )
  })

  it('takes empty factors and no right-hand side', () => {
    assert.deepEqual(kronLstsq([[2], [1]], [[3]], zeros(2, 0)).x.shape, [1, 0])
    assert.equal(kronLstsq([[2], [1]], [[3]], zeros(2, 0)).rank, 1)
    assert.deepEqual(kronLstsq(zeros(0, 2), [[3]], zeros(0, 1)).x.toArray(), [[0], [0]])
    assert.deepEqual(kronLstsq(zeros(2, 0), [[3]], [1, 2]).x.shape, [0, 1])
  })

  livesOnItsEngine(it, 1, (a) => [kronLstsq(a, [[2]], [1, 2]).x])
  refusals(it, 'lstsq', (a) => kronLstsq(a, [[2]], [1, 2]))

  it('refuses a right-hand side of another height', () => {
    assert.throws(() => kronLstsq([[1], [2]], [[1], [1]], [1, 2, 3]), {
      name: 'ShapeError',
      message: /2×1.*2×1.*3×1.*2·2 = 4/,
    })
  })
})
