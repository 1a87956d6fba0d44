import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Box, clampTo } from '../../../src/internal/minimize/box.ts'
import { cauchyPoint } from '../../../src/internal/minimize/cauchy-point.ts'
import { assertNear } from '../../support/assert-near.ts'
import { type Dense, dotOf, randomBox, randomModel, times } from '../../support/dense-model.ts'

const of = (...values: number[]): Float64Array => Float64Array.from(values)
const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

/** Walks along P(x − t g) from bound to bound, with the whole matrix at each. */
function walked({ lower, upper }: Box, B: Dense, x: Float64Array, g: Float64Array): number[] {
  const at = g.map((value, i) =>
    value === 0 ? Number.POSITIVE_INFINITY : (x[i] - (value < 0 ? upper[i] : lower[i])) / value,
  )
  const along = (t: number): number[] =>
    [...x].map((value, i) => Math.min(Math.max(value - t * g[i], lower[i]), upper[i]))
  const stops = [...new Set(at)].filter(Number.isFinite).sort((a, b) => a - b)
  let t = 0
  for (const stop of [...stops, Number.POSITIVE_INFINITY]) {
    const d = [...g].map((value, i) => (at[i] > t ? -value : 0))
    const z = along(t).map((value, i) => value - x[i])
    const slope = dotOf(g, d) + dotOf(d, times(B, z))
    if (!(slope < 0)) break
    const wait = -slope / dotOf(d, times(B, d))
    if (t + wait < stop) return along(t + wait)
    t = stop
  }
  return along(t)
}

describe('cauchyPoint', () => {
  it('is where a walk along the projected gradient has its first minimum', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { hessian, B, n, random } = randomModel(seed)
        const { box, x } = randomBox(random, n)
        const g = Float64Array.from({ length: n }, () =>
          random.uniform() < 0.1 ? 0 : 3 * random.normal(),
        )
        const found = new Float64Array(n)
        const middle = hessian.count() > 0 ? hessian.middle() : undefined
        const c = cauchyPoint(box, hessian, middle, x, g, found)
        assertNear([[...found, 1]], [[...walked(box, B, x, g), 1]], 1e-7, 'point')
        assert.ok(found.every((value, i) => value === clampTo(box, i, value)))
        const step = found.map((value, i) => value - x[i])
        assertNear([[...c, 1]], [[...hessian.transposed(step), 1]], 1e-7, 'c')
      }),
      { numRuns },
    )
  })

  it('stays where all bounds are in the way', () => {
    const { hessian } = randomModel(3)
    hessian.clear(1)
    const box = { lower: of(0, 2), upper: of(1, 2), bounded: true, closed: true }
    const found = of(Number.NaN, Number.NaN)
    cauchyPoint(box, hessian, undefined, of(0, 2), of(5, 1e9), found)
    assert.deepEqual(found, of(0, 2))
  })
})
