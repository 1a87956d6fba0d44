import assert from 'node:assert/strict'
import { backtracking } from '../../src/line-search/backtracking.ts'
import { lineSearchLaws } from '../laws/line-search-laws.ts'
import { lineSearchNamed } from '../support/line-searches.ts'
import { assertTries, parabola } from '../support/tried-steps.ts'

const from =
  (initialStep: number) =>
  (phi: Parameters<typeof backtracking>[0]): unknown =>
    backtracking(phi, { initialStep })

describe('backtracking', () => {
  lineSearchLaws(lineSearchNamed('backtracking'))

  it('takes the first step if it is low enough, however much lower others are', () => {
    assertTries(from(0.01), parabola(4), [0.01])
    assertTries(from(7.9), parabola(4), [7.9])
  })

  it('then the minimum of the parabola through φ(0), φ′(0) and φ(α)', () => {
    assertTries(from(10), parabola(2), [10, 2])
  })

  it('then that of the cubic through the last two steps', () => {
    // 4α³ − α: the parabola of 10 is at 1 / 80, below a tenth of 10; the cubic is φ.
    const phi = (a: number) => ({ value: 4 * a ** 3 - a, slope: 12 * a ** 2 - 1 })
    assertTries(from(10), phi, [10, 1, Math.sqrt(1 / 12)])
    // With −α² too, the cubic's other coefficient is below 0.
    const other = (a: number) => ({ value: 4 * a ** 3 - a ** 2 - a, slope: 12 * a * a - 2 * a - 1 })
    assertTries(from(10), other, [10, 1, (1 + Math.sqrt(13)) / 12])
    // And the slope at 0 is nothing beside them.
    const flat = (a: number) => ({
      value: a ** 3 - 0.7 * a ** 2 - 1e-20 * a,
      slope: 3 * a ** 2 - 1.4 * a - 1e-20,
    })
    assertTries(from(10), flat, [10, 1, 1.4 / 3])
  })

  it('takes a tenth to a half of the step before', () => {
    assertTries(from(10), parabola(0.01), [10, 1, 0.1, 0.01])
    // Its parabola has its minimum beyond the half.
    const plateau = (a: number) => ({ value: a ? -1e-5 : 0, slope: -1 })
    assertTries((phi) => backtracking(phi, { maxEvaluations: 2 }), plateau, [1, 0.5])
  })

  it('halves steps where φ is not finite', () => {
    const wall = (a: number) => (a < 1 ? parabola(0.6)(a) : { value: 1 / 0, slope: 0 })
    assertTries(from(8), wall, [8, 4, 2, 1, 0.5])
  })

  it('looks at values alone', () => {
    const phi = (a: number) => ({ value: (a - 2) ** 2, slope: a ? 1e9 : -4 })
    assertTries(from(10), phi, [10, 2])
  })

  it('ends where steps are shorter than a share of the first', () => {
    const rising = (a: number) => ({ value: a, slope: a ? 1 : -1 })
    const { status, satisfied, evaluations } = backtracking(rising, { intervalTolerance: 1e-3 })
    assert.deepEqual({ status, satisfied }, { status: 'interval-small', satisfied: false })
    assert.ok(evaluations <= 10)
  })
})
