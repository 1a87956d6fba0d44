import assert from 'node:assert/strict'
import { peek } from '@kq/linalg/as-matrix'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { assertSymmetric, assertSymmetricPositiveDefinite, vectorArbitrary } from '@kq/linalg/laws'
import fc from 'fast-check'
import type { Matrices } from '../../src/evaluation.ts'
import {
  curvaturePairFactor,
  denseInverse,
  limitedMemoryInverse,
} from '../../src/factors/curvature-pairs.ts'
import type { Factor, Moved } from '../../src/preconditioner.ts'
import { identity } from '../oracles/arrays.ts'
import { layerPoint, means, seeing } from '../support/layer-points.ts'
import { download } from '../support/values.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const size = 3

const engine = hostEngine()
const like = layerPoint(engine, [[1]]).value

const stores = { dense: denseInverse(1), limited: limitedMemoryInverse(2, 1) }

const build = (
  store: keyof typeof stores,
  damping: 'double' | 'powell-lm' = 'double',
  pairMomentum = 0.5,
): Factor =>
  curvaturePairFactor({ store: stores[store], damping, mu1: 0.2, mu2: 0.5, pairMomentum })

const compare = (
  factor: Factor,
  state: Matrices,
  a: readonly number[][],
  g: readonly number[][],
): Moved =>
  factor.compare?.(
    state,
    means(engine, a[0], g[0]),
    means(engine, a[1], g[1]),
    seeing(0).context,
  ) as Moved

const inverseOf = (factor: Factor, state: Matrices): number[][] =>
  (
    factor.apply(
      state,
      engine.upload(identity(size).flat(), { rows: size, columns: size }),
      'left',
    ) as HostMatrix
  ).toArray()

const figure = (moved: Moved, name: string): number => peek(moved.report?.[name] as HostMatrix)

const pairs = fc.array(
  fc.tuple(
    vectorArbitrary(size),
    vectorArbitrary(size),
    vectorArbitrary(size),
    vectorArbitrary(size),
  ),
  { minLength: 1, maxLength: 6 },
)

for (const store of ['dense', 'limited'] as const) {
  describe(`the curvature-pair factor, ${store}`, () => {
    it('starts as the identity', () => {
      const factor = build(store)
      assert.deepEqual(inverseOf(factor, factor.init(size, like)), identity(size))
    })

    it('stays symmetric and positive definite under any pairs', () => {
      fc.assert(
        fc.property(
          pairs,
          fc.constantFrom('double' as const, 'powell-lm' as const),
          (list, damping) => {
            const factor = build(store, damping)
            let state = factor.init(size, like)
            for (const [a0, a1, g0, g1] of list) {
              const before = inverseOf(factor, state)
              const moved = compare(factor, state, [a0, a1], [g0, g1])
              state = moved.state
              const after = inverseOf(factor, state)
              const entries = after.flat()
              assert.ok(entries.every(Number.isFinite), 'not finite')
              if (figure(moved, 'outputStatus') !== 0) assert.deepEqual(after, before, 'skipped')
              if (store === 'dense') {
                assertSymmetric(after)
                // Beyond that condition rounding may decide.
                if (Math.max(...entries.map(Math.abs)) < 1e5) assertSymmetricPositiveDefinite(after)
              }
            }
          },
        ),
        { numRuns },
      )
    })

    it('skips a pair of zeros, with the averages as they should be', () => {
      const factor = build(store)
      const a = [
        [1, 2, 3],
        [1, 2, 3],
      ]
      const g = [
        [0.1, 0, 0],
        [0.1, 0, 0],
      ]
      const start = factor.init(size, like)
      const moved = compare(factor, start, a, g)
      assert.notEqual(figure(moved, 'outputStatus'), 0)
      assert.deepEqual(inverseOf(factor, moved.state), identity(size))
      assert.deepEqual((moved.state.s as HostMatrix).toArray().flat(), [0, 0, 0])
      for (const name of ['powell', 'second']) assert.equal(figure(moved, name), 0)
    })

    it('skips where only y is zero', () => {
      const factor = build(store)
      const moved = compare(
        factor,
        factor.init(size, like),
        [
          [1, 2, 3],
          [0, 2, 3],
        ],
        [
          [1, 1, 1],
          [1, 1, 1],
        ],
      )
      assert.ok(inverseOf(factor, moved.state).flat().every(Number.isFinite))
      assert.ok(
        (moved.state.y as HostMatrix)
          .toArray()
          .flat()
          .every((x) => x === 0),
      )
    })

    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e308]) {
      it(`forgets a trial of ${bad}`, async () => {
        const factor = build(store)
        const start = compare(
          factor,
          factor.init(size, like),
          [
            [1, 2, 3],
            [0, 2, 1],
          ],
          [
            [1, 1, 1],
            [0, 1, 0],
          ],
        ).state
        const moved = compare(
          factor,
          start,
          [
            [1, 2, 3],
            [bad, 2, -bad],
          ],
          [
            [1, 1, 1],
            [0, bad, 0],
          ],
        )
        assert.notEqual(figure(moved, 'outputStatus'), 0)
        if (bad === 1e308) {
          assert.ok(inverseOf(factor, moved.state).flat().every(Number.isFinite))
          return
        }
        assert.deepStrictEqual(await download(moved.state), await download(start))
      })
    }

    it('judges the noise by the gradient at θ, not at θ⁺', () => {
      // s = y, and sᵀy = 10¹⁰ against 10⁻⁴ sᵀs ‖v‖ = 10¹¹.
      const factor = build(store, 'double', 0)
      const start = factor.init(size, like)
      const far = [1e5, 0, 0]
      const near = [0, 0, 0]
      assert.equal(figure(compare(factor, start, [far, near], [far, near]), 'outputStatus'), 2)
      assert.equal(figure(compare(factor, start, [near, far], [near, far]), 'outputStatus'), 0)
    })

    it('measures itself by the Frobenius norm', () => {
      const factor = build(store)
      const { state } = compare(
        factor,
        factor.init(size, like),
        [
          [1, 2, 3],
          [0, 2, 1],
        ],
        [
          [1, 1, 1],
          [0, 1, 0],
        ],
      )
      const norm = Math.hypot(...inverseOf(factor, state).flat())
      const found = peek(factor.size?.(state) as HostMatrix)
      assert.ok(Math.abs(found - norm) <= 1e-13 * norm)
    })

    it('applies to rows as to columns', () => {
      const factor = build(store)
      const { state } = compare(
        factor,
        factor.init(size, like),
        [
          [1, 2, 3],
          [0, 2, 1],
        ],
        [
          [1, 1, 1],
          [0, 1, 0],
        ],
      )
      const x = engine.upload([1, -2, 3, 0.5, 4, 1], { rows: 2, columns: size })
      const right = (factor.apply(state, x, 'right') as HostMatrix).toArray()
      const left = (factor.apply(state, engine.transpose(x), 'left') as HostMatrix).toArray()
      right.forEach((row, i) =>
        row.forEach((value, j) => assert.ok(Math.abs(value - left[j][i]) < 1e-12)),
      )
    })
  })
}
