import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type LineStep, nextStep } from '../../../src/internal/minimize/more-thuente-step.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const at = (step: number, value: number, slope: number): LineStep => ({ step, value, slope })

/** a + b α + c α² + d α³ at a step. */
const cubic =
  (a: number, b: number, c: number, d: number) =>
  (step: number): LineStep =>
    at(step, a + step * (b + step * (c + step * d)), b + step * (2 * c + step * 3 * d))

const assertNear = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-9 * Math.abs(expected), `${actual}: ${expected}`)

describe('nextStep', () => {
  it('finds the minimum of a parabola at once, wherever the step is', () => {
    const parabola = cubic(4, -6, 1, 0)
    for (const step of [0.5, 1, 2, 2.9, 4, 5, 7, 30]) {
      assertNear(nextStep(parabola(0), undefined, parabola(step), 0), 3)
    }
    for (const step of [3.5, 4, 10]) {
      assertNear(nextStep(parabola(0), parabola(20), parabola(step), 0), 3)
    }
  })

  it('case 1, higher: the minimum of the cubic, or its middle with that of the parabola', () => {
    // φ = −α + 4α² − α³ at 1: the parabola's is 1 / 6, the cubic's is nearer to 0.
    const bent = cubic(0, -1, 4, -1)
    assertNear(nextStep(bent(0), undefined, bent(1), 0), (8 - Math.sqrt(52)) / 6)
    // φ = −α + α³ at 2: the cubic's is 1/√3 ≈ 0.577, the parabola's 0.25.
    const steep = cubic(0, -1, 0, 1)
    assertNear(nextStep(steep(0), undefined, steep(2), 0), (1 / Math.sqrt(3) + 0.25) / 2)
  })

  it('case 2, lower with a slope of the other sign: what is farther from the step', () => {
    // φ = α³ − α from 0.2 to 0.8: minimum 0.577; the secant of φ′ = 3α² − 1 is at 0.493.
    const phi = cubic(0, -1, 0, 1)
    const secant = 0.8 - (phi(0.8).slope * 0.6) / (phi(0.8).slope - phi(0.2).slope)
    assert.ok(phi(0.8).value < phi(0.2).value && secant < 0.55)
    assertNear(nextStep(phi(0.2), undefined, phi(0.8), 0), secant)
    // Mirrored, the cubic's is farther.
    const other = cubic(0, -0.1, -3, 2)
    const minimum = (6 + Math.sqrt(36 + 2.4)) / 12
    const found = nextStep(other(0), undefined, other(1.2), 0)
    const theirs = 1.2 - (other(1.2).slope * 1.2) / (other(1.2).slope + 0.1)
    const farther = Math.abs(minimum - 1.2) > Math.abs(theirs - 1.2) ? minimum : theirs
    assertNear(found, farther)
  })

  it('case 3, lower and less steep: what is nearer within an interval, what is farther without', () => {
    // φ′ = (α − 3)(α + 9): minimum 3; the secant through 0 and 1 is at 27 / 7 ≈ 3.857.
    const phi = cubic(0, -27, 3, 1 / 3)
    assertNear(nextStep(phi(0), undefined, phi(1), 0), 27 / 7)
    assertNear(nextStep(phi(0), phi(20), phi(1), 0), 3)
    // No more than 0.66 of what is left of the interval.
    assertNear(nextStep(phi(0), at(3, 100, 50), phi(1), 0), 1 + 0.66 * 2)
  })

  it('case 3 with a cubic that falls for ever: the secant, where an end is known', () => {
    // φ′ = −1 − (α − 2)²: no minimum; slopes −5 and −2 have their secant at 5 / 3.
    const phi = cubic(0, -5, 2, -1 / 3)
    assertNear(nextStep(phi(0), phi(9), phi(1), 0), 5 / 3)
    assert.equal(nextStep(phi(0), undefined, phi(1), 0), 1 / 0)
  })

  it('case 4, lower and as steep: the cubic with the other end, or as far as may be', () => {
    const x = at(0, 0, -1)
    assert.equal(nextStep(x, undefined, at(1, -1, -1), 0), 1 / 0)
    const phi = cubic(5, 0, -3, 1)
    // From 1 to 4 the cubic has its minimum at 2.
    assertNear(nextStep(at(0, 9, -2), phi(4), phi(1), 0), 2)
  })

  it('works on φ less a line, which is what φ less that line gives', () => {
    // Small whole numbers make no rounding errors, on which the cases could depend.
    const number = fc.integer({ min: -4, max: 4 })
    fc.assert(
      fc.property(number, number, number, fc.constantFrom(-0.5, -0.25, 0.5), (c, d, t, tilt) => {
        const phi = cubic(0, -2, c, d)
        const tilted = cubic(0, -2 - tilt, c, d)
        const step = 1 + t / 8
        const found = nextStep(phi(0), undefined, phi(step), tilt)
        const expected = nextStep(tilted(0), undefined, tilted(step), 0)
        if (!Number.isFinite(expected)) return assert.equal(found, expected)
        assert.ok(Math.abs(found - expected) < 1e-9 * (1 + Math.abs(expected)))
      }),
      { numRuns },
    )
  })
})
