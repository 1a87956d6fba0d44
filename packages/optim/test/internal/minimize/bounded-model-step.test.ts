import assert from 'node:assert/strict'
import fc from 'fast-check'
import { boundedModelStep, solveFree } from '../../../src/internal/minimize/bounded-model-step.ts'
import { type Box, clampTo } from '../../../src/internal/minimize/box.ts'
import { cauchyPoint } from '../../../src/internal/minimize/cauchy-point.ts'
import {
  allFree,
  type CompactHessian,
  compactHessian,
} from '../../../src/internal/minimize/compact-hessian.ts'
import type { Point } from '../../../src/internal/minimize/protocol.ts'
import { assertNear } from '../../support/assert-near.ts'
import {
  type Dense,
  denseUpdate,
  dotOf,
  pointAt,
  randomBox,
  randomModel,
  scaledIdentity,
  solveDense,
  times,
} from '../../support/dense-model.ts'

const of = (...values: number[]): Float64Array => Float64Array.from(values)
const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

/** From the Cauchy point to the minimum over the variables that are free there, by whole matrices. */
function expectedStep(
  hessian: CompactHessian,
  B: Dense,
  box: Box,
  { x, gradient: g }: Point,
): { readonly step: Float64Array; readonly rise: number } {
  const cauchy = x.slice()
  cauchyPoint(box, hessian, hessian.middle(), x, g, cauchy)
  const Bz = times(
    B,
    cauchy.map((value, i) => value - x[i]),
  )
  const free = [...cauchy.keys()].filter(
    (i) => cauchy[i] > box.lower[i] && cauchy[i] < box.upper[i],
  )
  const part = solveDense(
    free.map((i) => free.map((j) => B[i][j])),
    free.map((i) => -g[i] - Bz[i]),
  )
  const d = x.slice().fill(0)
  free.forEach((i, k) => (d[i] = part[k]))
  const projected = cauchy.map((value, i) => clampTo(box, i, value + d[i]) - x[i])
  const model = (p: ArrayLike<number>): number => dotOf(p, g) + dotOf(p, times(B, p)) / 2
  const rise = model(projected) - model(cauchy.map((value, i) => value - x[i]))
  if (rise <= 0) return { step: projected, rise }
  const cuts = free.map((i) => ((d[i] < 0 ? box.lower[i] : box.upper[i]) - cauchy[i]) / d[i])
  const share = Math.min(1, ...cuts)
  return { step: cauchy.map((value, i) => value + share * d[i] - x[i]), rise }
}

describe('boundedModelStep', () => {
  it('goes from the Cauchy point to the minimum over the free variables, projected or cut', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { hessian, B, n, random } = randomModel(seed)
        if (hessian.count() === 0) return
        const { box, x } = randomBox(random, n)
        const from = pointAt(
          x,
          x.map(() => 3 * random.normal()),
        )
        const expected = expectedStep(hessian, B, box, from)
        if (expected.rise !== 0 && Math.abs(expected.rise) < 1e-9) return
        const step = new Float64Array(n)
        assert.ok(boundedModelStep(box, hessian, from, step))
        assertNear([[...step, 1]], [[...expected.step, 1]], 1e-6, 'step')
      }),
      { numRuns },
    )
  })

  it('goes to the first bound on the way where the projected end is uphill', () => {
    // B = [[9.9, −10], [−10, 10.2]] from two conjugate steps; −B⁻¹g = (10, 10).
    const hessian = compactHessian(2, 2)
    const origin = pointAt(of(0, 0), of(0, 0))
    const pairs = [
      [of(1, 1), of(-0.1, 0.2)],
      [of(2, 1), of(9.8, -9.8)],
    ]
    let B = scaledIdentity(2, 2)
    for (const [s, y] of pairs) {
      hessian.add(origin, pointAt(s, y))
      B = denseUpdate(B, s, y)
    }
    assertNear(
      B,
      [
        [9.9, -10],
        [-10, 10.2],
      ],
      1e-12,
      'B',
    )
    for (const upper of [0.2, 1, 3]) {
      const box = { lower: of(-50, -50), upper: of(50, upper), bounded: true, closed: true }
      const from = pointAt(of(0, 0), of(1, -2))
      const expected = expectedStep(hessian, B, box, from)
      assert.ok(expected.rise > 0)
      const step = of(0, 0)
      assert.ok(boundedModelStep(box, hessian, from, step))
      assertNear([[...step]], [[...expected.step]], 1e-10, 'step')
      assert.equal(step[1], upper)
      assert.ok(dotOf(step, from.gradient) < 0)
    }
  })

  it('leads downhill, and stays within the bounds', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { hessian, n, random } = randomModel(seed)
        const { box, x } = randomBox(random, n)
        const gradient = Float64Array.from({ length: n }, () => random.normal())
        const step = new Float64Array(n)
        assert.ok(boundedModelStep(box, hessian, { x, gradient, value: 0, norm: 1 }, step))
        const moves = gradient.some((g, i) => (g < 0 ? x[i] < box.upper[i] : x[i] > box.lower[i]))
        assert.equal(dotOf(step, gradient) < 0, moves)
        for (let i = 0; i < n; i++) {
          const end = x[i] + step[i]
          assert.ok(Math.abs(end - clampTo(box, i, end)) <= 1e-15 * (1 + Math.abs(x[i])))
        }
      }),
      { numRuns },
    )
  })

  it('says where rounding has made the pairs useless', () => {
    const { hessian, n, random } = randomModel(7)
    const { box, x } = randomBox(random, n)
    const point = { x, gradient: x.map(() => 1), value: 0, norm: 1 }
    const step = new Float64Array(n)
    const broken: CompactHessian = { ...hessian, system: () => undefined }
    assert.equal(boundedModelStep(box, { ...broken, middle: () => undefined }, point, step), false)
    const open = { ...box, lower: x.map((value) => value - 1e9), upper: x.map((v) => v + 1e9) }
    assert.equal(boundedModelStep(open, broken, point, step), false)
    const r = x.slice()
    assert.equal(solveFree(broken, allFree(n), r), false)
    assert.deepEqual(r, x)
  })
})
