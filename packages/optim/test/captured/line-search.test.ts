/*
 * Functions of one variable on which line searches are known to have failed: of others, as threads of
 * their issue trackers tell, or of all that do not mind what papers warn of.
 */
import assert from 'node:assert/strict'
import type { LineSearchResult, LineValue } from '../../src/line-search.ts'
import { lineSearches, type SharedOptions } from '../support/line-searches.ts'
import type { Phi } from '../support/more-thuente-functions.ts'

/** A polynomial with coefficients from the constant upwards. */
const polynomial =
  (...coefficients: readonly number[]): Phi =>
  (a) => {
    let value = 0
    let slope = 0
    for (const coefficient of coefficients.toReversed()) {
      slope = slope * a + value
      value = value * a + coefficient
    }
    return { value, slope }
  }

/** Cubics between steps with given values and slopes; the last one's tangent beyond. */
const throughSteps =
  (table: readonly (readonly [step: number, value: number, slope: number])[]): Phi =>
  (a) => {
    const rows = table.toSorted(([p], [q]) => p - q)
    const next = rows.findIndex(([step]) => step > a)
    const [s, f, d] = rows[(next < 0 ? rows.length : next) - 1]
    if (next < 0) return { value: f + d * (a - s), slope: d }
    const [s1, f1, d1] = rows[next]
    const h = s1 - s
    const bend = (3 * (f1 - f)) / h ** 2 - (2 * d + d1) / h
    const twist = (d + d1) / h ** 2 - (2 * (f1 - f)) / h ** 3
    return polynomial(f, d, bend, twist)(a - s)
  }

/** Runs all searches; every one meets its conditions unless `check` says otherwise. */
function onAll(
  phi: Phi,
  options: SharedOptions,
  check?: (found: LineSearchResult, name: string) => void,
): void {
  for (const { name, search, meets } of lineSearches) {
    const found = search(phi, options)
    const says = `${name}: ${JSON.stringify(found)}`
    assert.ok(found.value <= phi(0).value * (1 + 1e-6 * Math.sign(phi(0).value)), says)
    assert.equal(found.satisfied && !meets(phi(0), found, options), false, says)
    if (!check) assert.ok(found.satisfied, says)
    check?.(found, name)
  }
}

const outside: LineValue = { value: Number.NaN, slope: Number.NaN }

describe('captured: line searches', () => {
  it('a wave that looked flat: ended at a point that is no minimum (JuliaNLSolvers/LineSearches.jl#175)', () => {
    // https://github.com/JuliaNLSolvers/LineSearches.jl/issues/175
    const phi = polynomial(
      3.042968312396456,
      -832.4270136930788,
      -132807.15591801773,
      7.915421661743959e6,
      -1.570284840040962e8,
      1.4221708747294645e9,
      -5.970065591205604e9,
      9.405512899903618e9,
    )
    onAll(phi, { initialStep: 0.2 })
    onAll(phi, { initialStep: 0.2, curvature: 0.1 })
  })

  it('two hills before the minimum: returned α = 0 (JuliaNLSolvers/LineSearches.jl#173)', () => {
    // https://github.com/JuliaNLSolvers/LineSearches.jl/issues/173
    const phi = throughSteps([
      [0, 32867, -171068],
      [1, 33089.907756650115, -29730.999177119797],
      [0.5, 33027.619212962294, -74242.25565689849],
      [0.25, 32749.607153359673, 191429.29678267744],
      [0.11797881082031754, 33107.9648525175, -7900.963612183026],
      [0.05898940541015877, 33056.34280854859, -51707.79133751766],
      [0.029494702705079385, 32990.02494986772, -103642.35349017732],
      [0.014747351352539692, 32936.18207166336, -139136.2036028941],
      [0.007373675676269846, 32831.66557482673, 182648.13853509305],
    ])
    onAll(phi, { initialStep: 1 }, ({ step, value, satisfied }, name) => {
      assert.ok(satisfied && step > 0, name)
      assert.ok(value < 32867, `${name}: ${value}`)
    })
  })

  it('a line, with a bound (JuliaNLSolvers/LineSearches.jl#162)', () => {
    // https://github.com/JuliaNLSolvers/LineSearches.jl/issues/162
    onAll(polynomial(0, -1), { maxStep: 1 }, ({ step, status }, name) => {
      assert.equal(step, 1, name)
      assert.equal(status, name === 'backtracking' ? 'armijo' : 'max-step')
    })
  })

  it('secants that fall on an end of their interval (JuliaNLSolvers/LineSearches.jl#211)', () => {
    // https://github.com/JuliaNLSolvers/LineSearches.jl/issues/211
    for (const wall of [1e10, 1e20, 1e200]) {
      const tried: number[] = []
      const phi = (a: number): LineValue => {
        tried.push(a)
        return a < 1 ? { value: -a, slope: -1 } : { value: wall * (a - 1) - 1, slope: wall }
      }
      for (const { name, search } of lineSearches) {
        tried.length = 0
        const { step, value } = search(phi, { initialStep: 2, maxEvaluations: 100 })
        assert.ok(step > 0 && value < 0, `${name}: ${value} at ${step}`)
        assert.equal(new Set(tried).size, tried.length, `${name} tries a step again`)
      }
    }
  })

  it('a region without values on the way (JuliaNLSolvers/LineSearches.jl#156)', () => {
    // https://github.com/JuliaNLSolvers/LineSearches.jl/issues/156
    const hole = (a: number): LineValue =>
      a > 0.3 && a < 0.7 ? outside : { value: (a - 0.2) ** 2, slope: 2 * (a - 0.2) }
    for (const initialStep of [0.5, 1, 8]) onAll(hole, { initialStep })
  })

  it('no step meets the conditions: gave α = 0 instead of the lowest (JuliaNLSolvers/LineSearches.jl#185)', () => {
    // https://github.com/JuliaNLSolvers/LineSearches.jl/pull/185
    const phi = (a: number): LineValue => ({
      value: -a / Math.hypot(1, a),
      slope: -1 / Math.hypot(1, a) ** 3,
    })
    onAll(phi, { curvature: 1e-30 }, ({ value, satisfied, evaluations }, name) => {
      // The minimum is at ∞; steps that turn φ′ that far are too long for what they lower.
      if (['moreThuente', 'strongWolfe'].includes(name)) assert.equal(satisfied, false)
      if (name === 'backtracking') return
      assert.ok(value < -0.999 && evaluations <= 50, `${name}: ${value}`)
    })
  })

  it('a longest step that is the first (scipy/scipy#20340, #9812, #9791)', () => {
    // https://github.com/scipy/scipy/issues/20340
    // https://github.com/scipy/scipy/issues/9812: f = xᵀx from (4, 5), along −∇f
    const square = polynomial(41, -164, 164)
    for (const maxStep of [0.4, 0.5, 0.999999999, 1]) {
      onAll(square, { maxStep }, ({ step, satisfied }, name) => {
        assert.ok(satisfied && step <= maxStep, name)
      })
    }
    // https://github.com/scipy/scipy/pull/9791
    onAll(polynomial(25, -10, 1), { maxStep: 0.001 }, ({ step }) => assert.equal(step, 0.001))
  })

  it('a zoom whose lower end is the farther one (scipy/scipy#13695)', () => {
    // https://github.com/scipy/scipy/issues/13695
    const phi = (a: number): LineValue => {
      const base = 1.001 + Math.cos(Math.PI * (a + 0.01))
      return {
        value: base ** 3,
        slope: -3 * Math.PI * Math.sin(Math.PI * (a + 0.01)) * base ** 2,
      }
    }
    onAll(phi, { sufficientDecrease: 1e-8, curvature: 1e-7 })
  })

  it('|x|: the best step was lost where none is good enough (scipy/scipy#15643)', () => {
    // https://github.com/scipy/scipy/issues/15643
    const phi = (a: number): LineValue => ({
      value: Math.abs(1.1 - a),
      slope: a < 1.1 ? -1 : 1,
    })
    onAll(phi, {}, ({ value, satisfied }, name) => {
      // Slopes are −1 and 1 alone: never below 0.9 in size.
      if (['moreThuente', 'strongWolfe'].includes(name)) {
        assert.equal(satisfied, false)
        assert.ok(value < 1e-9, `${name}: ${value}`)
      } else assert.ok(satisfied)
    })
  })

  it('a logarithm that forbids most of the way (yixuan/LBFGSpp#10)', () => {
    // https://github.com/yixuan/LBFGSpp/issues/10
    for (const weight of [0.5, 1e-3, 1e-9]) {
      const phi = (a: number): LineValue =>
        a < 1
          ? { value: -a - weight * Math.log(1 - a), slope: -1 + weight / (1 - a) }
          : { value: 1 / 0, slope: Number.NaN }
      for (const initialStep of [1e-3, 1, 1e3, 1e6]) {
        onAll(phi, { initialStep }, ({ step, value }, name) => {
          assert.ok(step > 0 && step < 1 && value < 0, name)
        })
      }
      onAll(phi, { initialStep: 1e3, maxEvaluations: 100 }, ({ satisfied }, name) => {
        // Slopes turn within the last 1e-9 of the way.
        if (weight > 1e-9) assert.ok(satisfied, name)
      })
    }
  })

  it('a minimum that rounding hides (Hager and Zhang 2005, section 4)', () => {
    const offset = 1e-8
    // f(x) = 2 − 2x + x² as it is computed: one value for all x within 1e-8 of 1.
    const phi = (a: number): LineValue => {
      const x = 1 - offset + a
      return { value: 2 - 2 * x + x * x, slope: 2 * x - 2 }
    }
    assert.equal(phi(0).value, phi(offset).value)
    for (const initialStep of [1e-9, 1e-8, 1e-7, 1e-6]) {
      onAll(phi, { initialStep }, ({ step, satisfied, status, evaluations }, name) => {
        assert.ok(satisfied && evaluations <= 15, `${name}: ${evaluations}`)
        assert.equal(status, 'approximate-wolfe', name)
        assert.ok(step > 0 && step < 2 * offset, `${name}: ${step}`)
      })
    }
    onAll(phi, { initialStep: 1e-7, curvature: 1e-3 }, ({ step, satisfied }, name) => {
      if (name === 'backtracking') return
      assert.ok(satisfied, name)
      const isStrong = name !== 'hagerZhang'
      if (isStrong) assert.ok(Math.abs(step / offset - 1) < 1e-2, `${name}: ${step}`)
    })
  })
})
