import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { LineSearchResult, LineValue } from '../../src/line-search.ts'
import { assertThrows } from '../support/assert-throws.ts'
import type { SharedOptions, TestedSearch } from '../support/line-searches.ts'
import { firstSteps, type Phi, publishedTables } from '../support/more-thuente-functions.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true })
const powerOfTen = (min: number, max: number): fc.Arbitrary<number> =>
  between(min, max).map((exponent) => 10 ** exponent)

/** A parabola with waves on it, falling at 0, with minima on its way; of any size. */
const wavyPhi: fc.Arbitrary<Phi> = fc
  .record({
    centre: between(-3, 3),
    bend: between(0.1, 10),
    height: between(0, 2),
    frequency: between(0, 10),
    phase: between(0, 6),
    size: powerOfTen(-5, 5),
    level: between(-1, 1),
  })
  .filter(({ centre, bend, height, frequency, phase }) => {
    const slope = height * frequency * Math.cos(phase) - bend * centre
    return Math.abs(slope) > 1e-2
  })
  .map(({ centre, bend, height, frequency, phase, size, level }) => {
    const slopeAt = (a: number): number =>
      bend * (a - centre) + height * frequency * Math.cos(frequency * a + phase)
    const sign = slopeAt(0) > 0 ? -1 : 1
    return (step) => {
      const a = sign * step
      const wave = height * Math.sin(frequency * a + phase)
      return {
        value: size * (level + (bend / 2) * (a - centre) ** 2 + wave),
        slope: size * sign * slopeAt(a),
      }
    }
  })

/** A search that is watched: the steps it tried. */
function watch(
  { search }: TestedSearch,
  phi: Phi,
  options: SharedOptions,
): { readonly found: LineSearchResult; readonly tried: readonly number[] } {
  const tried: number[] = []
  const found = search((step) => {
    tried.push(step)
    return phi(step)
  }, options)
  return { found, tried: tried.slice(1) }
}

/** What holds for every line search. To be called inside of `describe`. */
export function lineSearchLaws(tested: TestedSearch): void {
  const { search, steps, meets } = tested
  const holds = (phi: Phi, found: LineSearchResult, options: SharedOptions = {}): void => {
    const start = phi(0)
    const says = JSON.stringify({ ...found, start })
    assert.ok(found.satisfied, says)
    assert.ok(found.step > 0, says)
    assert.ok(meets(start, found, options), says)
    assert.deepEqual({ value: found.value, slope: found.slope }, phi(found.step))
  }

  for (const { name, phi, sufficientDecrease, curvature } of publishedTables) {
    it(`meets its conditions on the function of Moré and Thuente's table ${name}`, () => {
      for (const initialStep of firstSteps) {
        const options = { initialStep, sufficientDecrease, curvature }
        holds(phi, search(phi, options), options)
      }
    })
  }

  it('meets its conditions where they can be met', () => {
    fc.assert(
      fc.property(wavyPhi, powerOfTen(-3, 3), between(0.1, 0.9), (phi, initialStep, curvature) => {
        const options = { initialStep, curvature, maxEvaluations: 100 }
        holds(phi, search(phi, options), options)
      }),
      { numRuns },
    )
  })

  it('gives the lowest step where its evaluations are spent, and counts them', () => {
    fc.assert(
      fc.property(
        wavyPhi,
        powerOfTen(-6, 6),
        fc.integer({ min: 1, max: 6 }),
        (phi, initialStep, maxEvaluations) => {
          const options = { initialStep, maxEvaluations, curvature: 0.1 }
          const { found, tried } = watch(tested, phi, options)
          assert.ok(found.evaluations <= maxEvaluations)
          assert.equal(found.evaluations, tried.length)
          if (found.satisfied) return holds(phi, found, options)
          assert.equal(found.status, 'max-evaluations')
          assert.equal(found.value, Math.min(...[0, ...tried].map((step) => phi(step).value)))
          assert.equal(found.value, phi(found.step).value)
        },
      ),
      { numRuns },
    )
  })

  it('comes back from where φ is not finite', () => {
    const beyond = fc.constantFrom<LineValue>(
      { value: Number.NaN, slope: Number.NaN },
      { value: 1 / 0, slope: 1 },
      { value: 0, slope: Number.NaN },
      { value: 0, slope: 1 / 0 },
    )
    fc.assert(
      fc.property(
        wavyPhi,
        powerOfTen(-3, 3),
        powerOfTen(-3, 3),
        beyond,
        (phi, wall, initialStep, outside) => {
          const walled = (step: number): LineValue => (step < wall ? phi(step) : outside)
          const options = { initialStep, maxEvaluations: 100 }
          const { step, value, status } = search(walled, options)
          assert.ok(step > 0 && step < wall, `${step} of ${wall}, ${status}`)
          assert.equal(value, phi(step).value)
          const size = -1e-3 * phi(0).slope
          const barrier = (a: number): LineValue =>
            a < wall
              ? {
                  value: phi(a).value - size * wall * Math.log(1 - a / wall),
                  slope: phi(a).slope + (size * wall) / (wall - a),
                }
              : outside
          holds(barrier, search(barrier, options), options)
        },
      ),
      { numRuns },
    )
  })

  it('finds the same where α and φ are scaled by powers of 2, bit for bit', () => {
    const exponent = fc.integer({ min: -30, max: 30 })
    fc.assert(
      fc.property(wavyPhi, powerOfTen(-2, 2), exponent, exponent, (phi, initialStep, p, q) => {
        const unscaled = search(phi, { initialStep })
        const scaled = (a: number): LineValue => {
          const { value, slope } = phi(a * 2 ** q)
          return { value: value * 2 ** p, slope: slope * 2 ** (p + q) }
        }
        assert.deepEqual(search(scaled, { initialStep: initialStep / 2 ** q }), {
          ...unscaled,
          step: unscaled.step / 2 ** q,
          value: unscaled.value * 2 ** p,
          slope: unscaled.slope * 2 ** (p + q),
        })
      }),
      { numRuns },
    )
  })

  it('ends by slopes where the decrease is lost in rounding', () => {
    fc.assert(
      fc.property(
        powerOfTen(-14, -9),
        powerOfTen(-1, 3),
        between(-1e3, 1e3),
        (minimum, factor, level) => {
          fc.pre(Math.abs(level) >= 1)
          const phi = (a: number): LineValue => ({
            value: level + (a - minimum) ** 2,
            slope: 2 * (a - minimum),
          })
          const found = search(phi, { initialStep: factor * minimum })
          holds(phi, found)
          assert.equal(found.status, 'approximate-wolfe')
          assert.ok(found.evaluations <= 12, `${found.evaluations}`)
        },
      ),
      { numRuns },
    )
  })

  it('ends where φ falls without end, at the longest step if it gets there', () => {
    fc.assert(
      fc.property(powerOfTen(-6, 6), powerOfTen(-3, 3), (steepness, initialStep) => {
        const line = (a: number): LineValue => ({ value: -steepness * a, slope: -steepness })
        const options = { initialStep, maxStep: 8 * initialStep }
        const { found, tried } = watch(tested, line, options)
        assert.ok(['max-step', 'armijo'].includes(found.status), found.status)
        assert.ok(tried.every((step) => step > 0 && step <= options.maxStep))
        if (found.status === 'max-step') {
          assert.ok(!found.satisfied)
          assert.equal(found.step, options.maxStep)
        }
        const { evaluations, step } = search(line, { initialStep })
        assert.ok(evaluations <= 50 && step >= initialStep && step <= 1e20)
      }),
      { numRuns },
    )
  })

  it('ends where slopes are not those of φ', () => {
    for (const value of [-3, 0, 3]) {
      const found = search(() => ({ value, slope: -1 }))
      assert.equal(found.satisfied, false)
      assert.deepEqual({ step: found.step, value: found.value }, { step: 0, value })
    }
  })

  it('ends, and tries steps that are numbers, whatever it is told', () => {
    const number = fc.oneof(
      between(-10, 10),
      fc.constantFrom(0, -0, 1e300, -1e300, 5e-324, 1 / 0, -1 / 0, Number.NaN),
    )
    const told = fc.array(fc.record({ value: number, slope: number }), {
      minLength: 25,
      maxLength: 25,
    })
    fc.assert(
      fc.property(told, powerOfTen(-3, 3), (values, initialStep) => {
        const maxStep = 100 * initialStep
        const line = { value: 1, slope: -1, initialStep, maxStep }
        const generator = steps(line, { maxEvaluations: values.length })
        let lowest = line.value
        let turn = generator.next()
        for (const at of values) {
          if (turn.done) break
          assert.ok(turn.value > 0 && turn.value <= maxStep, `tries ${turn.value}`)
          if (Number.isFinite(at.value + at.slope)) lowest = Math.min(lowest, at.value)
          turn = generator.next(at)
        }
        assert.ok(turn.done)
        const { value, step, satisfied, status } = turn.value
        if (!satisfied && status !== 'max-step') assert.equal(value, lowest)
        assert.ok(Number.isFinite(value) && step >= 0)
      }),
      { numRuns },
    )
  })

  it('asks of φ what its generator asks', () => {
    fc.assert(
      fc.property(wavyPhi, powerOfTen(-3, 3), (phi, initialStep) => {
        const generator = steps({ ...phi(0), initialStep })
        let turn = generator.next()
        while (!turn.done) turn = generator.next(phi(turn.value))
        assert.deepEqual(turn.value, search(phi, { initialStep }))
      }),
      { numRuns },
    )
  })

  it('refuses functions that do not fall, and options below 0', () => {
    const rising = (): LineValue => ({ value: 1, slope: 0.5 })
    assertThrows(() => search(rising), 'RangeError', 'the slope 0.5', 'a slope below 0')
    const falling = (): LineValue => ({ value: 1, slope: -1 })
    const options = { sufficientDecrease: -0.1 }
    assertThrows(() => search(falling, options), 'RangeError', 'sufficientDecrease is -0.1')
  })
}
