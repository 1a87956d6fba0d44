import assert from 'node:assert/strict'
import { hagerZhang } from '../../src/line-search/hager-zhang.ts'
import { lineSearchLaws } from '../laws/line-search-laws.ts'
import { lineSearchNamed } from '../support/line-searches.ts'
import { assertTries, parabola } from '../support/tried-steps.ts'

describe('hagerZhang', () => {
  lineSearchLaws(lineSearchNamed('hagerZhang'))

  it('B3: steps grow by the factor 5; S1: then the secant', () => {
    const precise = { curvature: 0.01 }
    assertTries((phi) => hagerZhang(phi, precise), parabola(65), [1, 5, 25, 125, 65])
    const slower = { ...precise, expansion: 3 }
    assertTries((phi) => hagerZhang(phi, slower), parabola(65), [1, 3, 9, 27, 81])
  })

  it('U3: divides where φ is too high and falls', () => {
    const cliff = (a: number) => (a < 1 ? parabola(0.5)(a) : { value: 5, slope: -1 })
    const divide = (division?: number) => (phi: typeof cliff) =>
      hagerZhang(phi, { initialStep: 10, curvature: 0.5, division })
    assertTries(divide(), cliff, [10, 5, 2.5, 1.25, 0.625])
    assertTries(divide(0.25), cliff, [10, 2.5, 0.625])
  })

  it('goes a tenth of the way to a step where φ is not finite', () => {
    const wall = (a: number) => (a < 1 ? parabola(0.06)(a) : { value: Number.NaN, slope: 0 })
    assertTries((phi) => hagerZhang(phi, { initialStep: 10 }), wall, [10, 1, 0.1])
    // And divides as U3 does once there is a step on this side of it.
    const near = (a: number) => (a < 2 ? parabola(1.5)(a) : { value: 1 / 0, slope: 0 })
    const options = { initialStep: 20, curvature: 0.1 }
    assertTries((phi) => hagerZhang(phi, options), near, [20, 2, 0.2, 1.1, 1.55])
  })

  it('S2, S3: a second secant, through the end that the first replaced', () => {
    const options = { initialStep: 2, maxEvaluations: 3, curvature: 1e-3, sufficientDecrease: 0.45 }
    const run = (phi: Parameters<typeof hagerZhang>[0]) => hagerZhang(phi, options)
    const convex = (a: number) => ({ value: a ** 3 / 3 + a * a - 3 * a, slope: a * a + 2 * a - 3 })
    assertTries(run, convex, [2, 0.75, 12 / 11])
    const concave = (a: number) => ({
      value: -(a ** 3) / 3 + 3 * a * a - 5 * a,
      slope: -a * a + 6 * a - 5,
    })
    assertTries(run, concave, [2, 1.25, 10 / 11])
  })

  it('L2: bisects what secants leave wider than 0.66', () => {
    // From 0 and a slope this steep, secants advance by next to nothing.
    const steep = (a: number) => ({ value: a ** 9 / 9 - 1e-3 * a, slope: a ** 8 - 1e-3 })
    const run = (shrinkage?: number) => {
      const options = { initialStep: 16, curvature: 1e-3, shrinkage, maxEvaluations: 1000 }
      return hagerZhang(steep, options)
    }
    assert.ok(run().satisfied && run().evaluations < 60, `${run().evaluations}`)
    assert.ok(run(1).evaluations > 10 * run().evaluations, `${run(1).evaluations}`)
  })

  it('asks of the slope that it be no steeper than 0.9 of that at 0, not that it be small', () => {
    const { step, slope, status } = hagerZhang(parabola(1), { initialStep: 1.7 })
    assert.deepEqual({ step, slope, status }, { step: 1.7, slope: 1.4, status: 'wolfe' })
    assert.notEqual(hagerZhang(parabola(1), { initialStep: 1.9 }).step, 1.9)
  })

  it('lets φ rise by 1e-6 of |φ(0)| where slopes are flat, or by what it is allowed', () => {
    const phi = (a: number) => ({ value: a ? 1 + 0.9e-6 : 1, slope: a - 1 })
    const { status, step } = hagerZhang(phi)
    assert.deepEqual({ status, step }, { status: 'approximate-wolfe', step: 1 })
    assert.equal(hagerZhang(phi, { allowedRise: 0.8e-6 }).satisfied, false)
    assert.equal(hagerZhang(phi, { allowedRise: 0 }).step, 0)
  })

  it('ends where its interval is narrow, and where no number is left in it', () => {
    const wall = (a: number) => ({ value: a < 1 ? 1 - a : 1, slope: a < 1 ? -1 : 1e300 })
    for (const shrinkage of [0.66, 1, 2]) {
      const options = { initialStep: 4, intervalTolerance: 0, shrinkage, maxEvaluations: 1e4 }
      const { status, step } = hagerZhang(wall, options)
      assert.deepEqual({ status, step }, { status: 'interval-small', step: 1 - 2 ** -53 })
    }
    const corner = (a: number) => ({ value: Math.abs(a - 1), slope: a < 1 ? -1 : 3 })
    const options = { initialStep: 4, sufficientDecrease: 0.4999, intervalTolerance: 1e-3 }
    const { status, satisfied, step } = hagerZhang(
      (a) => ({ ...corner(a), value: corner(a).value + (a > 0.9 ? 2 : 0) }),
      options,
    )
    assert.deepEqual({ status, satisfied }, { status: 'interval-small', satisfied: false })
    assert.ok(step > 0.8 && step < 1)
  })
})
