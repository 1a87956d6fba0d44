import assert from 'node:assert/strict'
import { strongWolfe } from '../../src/line-search/strong-wolfe.ts'
import { lineSearchLaws } from '../laws/line-search-laws.ts'
import { lineSearchNamed } from '../support/line-searches.ts'
import { assertTries, parabola } from '../support/tried-steps.ts'

describe('strongWolfe', () => {
  lineSearchLaws(lineSearchNamed('strongWolfe'))

  it('finds the minimum of a parabola with the second step, from either side', () => {
    const precise = { curvature: 1e-3 }
    assertTries((phi) => strongWolfe(phi, precise), parabola(4), [1, 4])
    assertTries((phi) => strongWolfe(phi, { ...precise, initialStep: 9 }), parabola(4), [9, 4])
  })

  it('advances by 1 to 9 times the advance before while φ falls', () => {
    const line = (a: number) => ({ value: -a, slope: -1 })
    assertTries((phi) => strongWolfe(phi, { maxStep: 500 }), line, [1, 10, 91, 500])
    assertTries((phi) => strongWolfe(phi, { curvature: 1e-3 }), parabola(1.1), [1, 2, 1.1])
  })

  it('stays a tenth of the interval away from its ends', () => {
    const precise = { initialStep: 100, curvature: 1e-3 }
    assertTries((phi) => strongWolfe(phi, precise), parabola(2), [100, 10, 2])
  })

  it('goes a quarter of the way to a step where φ is not finite', () => {
    const wall = (a: number) => (a < 1 ? parabola(0.5)(a) : { value: Number.NaN, slope: 0 })
    assertTries((phi) => strongWolfe(phi, { initialStep: 8 }), wall, [8, 2, 0.5])
  })

  it('asks for slopes of at most 0.9 of that at 0, on both sides', () => {
    for (const initialStep of [0.11, 1.89]) {
      assert.equal(strongWolfe(parabola(1), { initialStep }).step, initialStep)
    }
    for (const initialStep of [0.09, 1.91]) {
      assert.notEqual(strongWolfe(parabola(1), { initialStep }).step, initialStep)
    }
  })

  it('bisects where cubics take too little of the interval', () => {
    // Cubics of |α − 1|'s kind fall on the same side again and again.
    const corner = (a: number) => ({
      value: a < 1 ? 1 - a : 1e4 * (a - 1) ** 2,
      slope: a < 1 ? -1 : 2e4 * (a - 1),
    })
    const { satisfied, evaluations } = strongWolfe(corner, { initialStep: 1e3, curvature: 1e-2 })
    assert.ok(satisfied && evaluations <= 30, `${evaluations}`)
  })
})
