import assert from 'node:assert/strict'
import fc from 'fast-check'
import { denseInverse } from '../../../src/internal/minimize/dense-inverse.ts'
import type { InverseModel } from '../../../src/internal/minimize/descent.ts'
import type { Point } from '../../../src/internal/minimize/protocol.ts'
import { dot } from '../../../src/internal/minimize/vector.ts'
import { points, positiveDefinite, product, times, transpose } from '../../support/functions.ts'

const numRuns = Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 4)
const n = 3

const zero = (): Float64Array => new Float64Array(n)

/** A model told of a step s along which the gradient changed by y, from where it was −B s. */
function teach(model: InverseModel, s: ArrayLike<number>, y: ArrayLike<number>, Bs = zero()): void {
  const point = (x: ArrayLike<number>, gradient: ArrayLike<number>): Point => ({
    x: Float64Array.from(x),
    gradient: Float64Array.from(gradient),
    value: 0,
    norm: 0,
  })
  const gradient = Bs.map((b) => -b)
  model.learn({
    from: point(zero(), gradient),
    to: point(
      s,
      gradient.map((g, i) => g + y[i]),
    ),
    s: Float64Array.from(s),
    direction: Float64Array.from(s),
  })
}

/** Row by row. */
const matrixOf = (model: InverseModel): number[][] =>
  transpose(
    Array.from({ length: n }, (_, i) => {
      const unit = zero()
      unit[i] = 1
      return Array.from(model.apply(unit, zero()))
    }),
  )

describe('denseInverse', () => {
  it('is (6.17), symmetric to the last bit, and meets the secant equation', () => {
    fc.assert(
      fc.property(positiveDefinite(n), positiveDefinite(n), points(n), (H, A, s) => {
        const y = Array.from(times(A, s))
        const model = denseInverse(n, false, Float64Array.from(H.flat()))
        teach(model, s, y)
        const rho = 1 / s.reduce((sum, si, i) => sum + si * y[i], 0)
        const left = s.map((si, i) => y.map((yj, j) => (i === j ? 1 : 0) - rho * si * yj))
        const expected = product(product(left, H), transpose(left)).map((row, i) =>
          row.map((h, j) => h + rho * s[i] * s[j]),
        )
        const found = matrixOf(model)
        const size = Math.max(...expected.flat().map(Math.abs))
        found.forEach((row, i) => {
          row.forEach((h, j) => {
            assert.ok(Math.abs(h - expected[i][j]) < 1e-11 * size)
            assert.equal(h, found[j][i])
          })
        })
        const back = model.apply(Float64Array.from(y), zero())
        back.forEach((b, i) => assert.ok(Math.abs(b - s[i]) < 1e-11 * size * 100))
      }),
      { numRuns },
    )
  })

  it('begins with the scale of the first pair, (6.20)', () => {
    const model = denseInverse(n, false)
    assert.ok(model.fresh())
    assert.deepEqual(model.apply(Float64Array.of(1, 2, 3), zero()), Float64Array.of(1, 2, 3))
    teach(model, [2, 0, 0], [4, 0, 0])
    assert.ok(!model.fresh())
    assert.deepEqual(model.apply(Float64Array.of(1, 2, 3), zero()), Float64Array.of(0.5, 1, 1.5))
    model.forget()
    assert.ok(model.fresh())
    assert.deepEqual(model.apply(Float64Array.of(1, 2, 3), zero()), Float64Array.of(1, 2, 3))
  })

  it('refuses pairs without positive curvature, and those that under- or overflow', () => {
    for (const damped of [false, true]) {
      for (const [s, y] of [
        [
          [1, 0, 0],
          [-1, 0, 0],
        ],
        [
          [1, 0, 0],
          [0, 1, 0],
        ],
        [
          [1e-200, 0, 0],
          [1e-200, 0, 0],
        ],
        [
          [1, 0, 0],
          [Number.NaN, 0, 0],
        ],
      ]) {
        const model = denseInverse(n, damped)
        teach(model, s, y)
        assert.ok(model.fresh(), `${s.join()}; ${y.join()}`)
      }
    }
  })

  it('bends pairs below 0.2 sᵀBs to there, along the line from y to Bs', () => {
    const pairs = fc.record({ B: positiveDefinite(n), s: points(n), y: points(n) })
    fc.assert(
      fc.property(pairs, ({ B, s: given, y }) => {
        const s = Float64Array.from(given)
        const Bs = times(B, s)
        const sBs = dot(s, Bs)
        const sy = dot(s, Float64Array.from(y))
        const model = denseInverse(n, true, Float64Array.from(B.flat()))
        teach(model, s, y, Bs)
        const theta = sy < 0.2 * sBs ? (0.8 * sBs) / (sBs - sy) : 1
        const bent = y.map((yi, i) => theta * yi + (1 - theta) * Bs[i])
        assert.ok(theta === 1 || Math.abs(dot(s, Float64Array.from(bent)) / sBs - 0.2) < 1e-9)
        const plain = denseInverse(n, false, Float64Array.from(B.flat()))
        teach(plain, s, bent)
        const [found, expected] = [matrixOf(model).flat(), matrixOf(plain).flat()]
        const size = Math.max(...expected.map(Math.abs))
        found.forEach((h, k) => assert.ok(Math.abs(h - expected[k]) < 1e-9 * size))
      }),
      { numRuns },
    )
  })
})
