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
    // Cubics with an end this high have their minima next to the other.
    const wall = (a: number) => (a < 1 ? { value: -a, slope: -1 } : { value: 1e9 * a, slope: 1e9 })
    const options = { initialStep: 2, curvature: 0.5, maxEvaluations: 1000 }
    const { status, step, evaluations } = strongWolfe(wall, options)
    assert.equal(status, 'interval-small')
    assert.ok(1 - step < 1e-9 && evaluations < 80, `${evaluations}`)
  })

  it('zooms where φ is higher than a step before, though lower than at 0', () => {
    const tried: number[] = []
    const dip = (a: number) => {
      tried.push(a)
      return a < 2 ? { value: -a, slope: -1 } : { value: -0.5, slope: -0.95 }
    }
    strongWolfe(dip, { maxEvaluations: 3 })
    assert.deepEqual(tried.slice(0, 3), [0, 1, 10])
    assert.ok(tried[3] > 1 && tried[3] < 10, tried.join())
  })

  it('finds slopes that are flat to ten digits, where values are all the same', () => {
    for (const level of [-1, -0.5, 0.1, 1]) {
      const quartic = (a: number) => ({
        value: level + (a - 1) ** 2 + (a - 1) ** 3 / 2 + 2 * (a - 1) ** 4,
        slope: 2 * (a - 1) + 1.5 * (a - 1) ** 2 + 8 * (a - 1) ** 3,
      })
      for (let initialStep = 0.1; initialStep < 1000; initialStep *= 1.3) {
        const { satisfied } = strongWolfe(quartic, { initialStep, curvature: 1e-10 })
        assert.ok(satisfied, `${level}, from ${initialStep}`)
      }
    }
  })
})
