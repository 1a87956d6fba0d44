import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createRandom } from '@kq/linalg/random'
import { lbfgs } from '../src/lbfgs.ts'
import { lbfgsb } from '../src/lbfgsb.ts'
import { moreThuenteSteps } from '../src/line-search/more-thuente.ts'
import { assertThrows } from './support/assert-throws.ts'
import { randomBox } from './support/dense-model.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const infinity = Number.POSITIVE_INFINITY

interface Valued {
  readonly value: number
  readonly gradient: Float64Array
}

/** Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)². */
function rosenbrock(x: Float64Array): Valued {
  const gradient = new Float64Array(x.length)
  let value = 0
  for (let i = 0; i + 1 < x.length; i++) {
    const t = x[i + 1] - x[i] ** 2
    value += 100 * t ** 2 + (1 - x[i]) ** 2
    gradient[i] += -400 * t * x[i] - 2 * (1 - x[i])
    gradient[i + 1] += 200 * t
  }
  return { value, gradient }
}

/** xᵀAx / 2 + bᵀx + c, A positive definite, c in half of the cases so large that it hides the rest. */
function randomQuadratic(seed: number, n: number): (x: Float64Array) => Valued {
  const random = createRandom(seed)
  const rows = Array.from({ length: n }, () => Array.from({ length: n }, () => random.normal()))
  const b = rows.map(() => 3 * random.normal())
  return (x) => {
    const inner = rows.map((row) => row.reduce((sum, value, j) => sum + value * x[j], 0))
    const gradient = Float64Array.from(b, (bi, i) =>
      rows.reduce((sum, row, k) => sum + row[i] * inner[k], bi + 0.1 * x[i]),
    )
    const value = gradient.reduce((sum, g, i) => sum + ((g + b[i]) * x[i]) / 2, seed % 2 ? 1e9 : 0)
    return { value, gradient }
  }
}

/** How far x is from meeting the conditions of a minimum within the bounds. */
const violation = (
  { lower, upper }: { lower: Float64Array; upper: Float64Array },
  x: Float64Array,
  gradient: Float64Array,
): number =>
  Math.max(
    ...gradient.map((g, i) =>
      lower[i] === upper[i]
        ? 0
        : x[i] === lower[i]
          ? Math.max(0, -g)
          : x[i] === upper[i]
            ? Math.max(0, g)
            : Math.min(Math.abs(g), g < 0 ? upper[i] - x[i] : x[i] - lower[i]),
    ),
  )

describe('lbfgsb', () => {
  it('ends where the conditions of a minimum hold', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), (seed, n) => {
        const f = randomQuadratic(seed, n)
        const { box, x: x0 } = randomBox(createRandom(seed + 1), n)
        const { x, fx, gradient, status } = lbfgsb(f, x0, box)
        assert.ok(status === 'gradient-small' || status === 'decrease-small', status)
        assert.deepEqual(f(x), { value: fx, gradient })
        assert.ok(violation(box, x, gradient) <= (status === 'gradient-small' ? 1e-6 : 1e-4))
      }),
      { numRuns },
    )
  })

  it('does not end in steps across the gradient', () => {
    const n = 8
    const seed = 375444553
    const { box, x } = randomBox(createRandom(seed + 1), n)
    assert.equal(lbfgsb(randomQuadratic(seed, n), x, box).status, 'gradient-small')
  })

  it('asks for f within the bounds alone, for differences as well', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 6 }), fc.boolean(), (seed, n, given) => {
        const { box, x: x0 } = randomBox(createRandom(seed), n)
        const f = (x: Float64Array): number | Valued => {
          assert.ok(
            x.every((value, i) => value >= box.lower[i] && value <= box.upper[i]),
            x.join(),
          )
          return given ? rosenbrock(x) : rosenbrock(x).value
        }
        const { x, fx } = lbfgsb(f, x0, { ...box, maxEvaluations: 500 })
        assert.equal(fx, rosenbrock(x).value)
        assert.ok(fx <= rosenbrock(x0).value)
      }),
      { numRuns },
    )
  })

  it('is L-BFGS without bounds', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 6 }), (seed, n) => {
        const random = createRandom(seed)
        const x0 = Float64Array.from({ length: n }, () => 2 * random.normal())
        const { inverseHessian: H, ...found } = lbfgsb(rosenbrock, x0, {
          lower: -infinity,
          upper: new Float64Array(n).fill(infinity),
        })
        const { inverseHessian, ...expected } = lbfgs(rosenbrock, x0)
        assert.deepEqual(found, expected)
        assert.deepEqual(H.apply(x0), inverseHessian.apply(x0))
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    )
  })

  it('ends where L-BFGS ends if the bounds are out of the way', () => {
    const start = [-1.2, 1, -1.2, 1]
    const { x, status, nfev } = lbfgsb(rosenbrock, start, { lower: -50, upper: infinity })
    const free = lbfgs(rosenbrock, start)
    assert.equal(status, 'gradient-small')
    assert.ok(x.every((value, i) => Math.abs(value - free.x[i]) < 1e-5))
    assert.ok(nfev < 1.5 * free.nfev)
  })

  it('finds the minima of Rosenbrock’s function in a box', () => {
    const { x, fx, status, message } = lbfgsb(rosenbrock, [-1.2, 1], {
      lower: [-50, 0],
      upper: [0.5, 100],
    })
    assert.equal(x[0], 0.5)
    assert.ok(Math.abs(fx - 0.25) < 1e-12)
    assert.deepEqual([status, message], ['gradient-small', 'gradient small: x is best'])
  })

  it('measures the projected gradient, and tells of it', () => {
    const norms: number[] = []
    const { gradient, status, nit } = lbfgsb(
      ([a, b]) => ({ value: 1e6 * a + (b - 3) ** 2, gradient: [1e6, 2 * (b - 3)] }),
      [0.25, 0],
      {
        lower: [0, -infinity],
        tolerance: 1e-3,
        onIteration: ({ gradientNorm }) => void norms.push(gradientNorm),
      },
    )
    assert.equal(status, 'gradient-small')
    assert.equal(gradient[0], 1e6)
    assert.equal(norms.length, nit)
    assert.ok((norms.at(-1) as number) <= 1e-3)
  })

  it('ends at once in a corner that the gradient presses into', () => {
    const f = (x: Float64Array): Valued => ({
      value: 2 * x[0] - x[1],
      gradient: Float64Array.of(2, -1),
    })
    const { x, nit, nfev, converged } = lbfgsb(f, [0, 1], { lower: 0, upper: 1 })
    assert.deepEqual([[...x], nit, nfev, converged], [[0, 1], 0, 1, true])
  })

  it('goes to the corner of a linear function', () => {
    const n = 50
    const slopes = Float64Array.from({ length: n }, (_, i) => Math.cos(7 * i))
    const { x, nfev, converged } = lbfgsb(
      (at) => ({ value: at.reduce((sum, v, i) => sum + v * slopes[i], 0), gradient: slopes }),
      new Float64Array(n),
      { lower: -1, upper: 2 },
    )
    assert.ok(converged)
    assert.deepEqual(
      x,
      slopes.map((slope) => (slope > 0 ? -1 : 2)),
    )
    assert.ok(nfev < 30, `${nfev}`)
  })

  it('keeps variables that are fixed', () => {
    const fixed = lbfgsb(rosenbrock, [-1.2, 0.7, 1], {
      lower: [-infinity, 0.7, -infinity],
      upper: [infinity, 0.7, infinity],
    })
    assert.equal(fixed.x[1], 0.7)
    assert.equal(fixed.status, 'gradient-small')
    assert.ok(Math.abs(fixed.x[2] - 0.49) < 1e-6)
    const all = lbfgsb(rosenbrock, [3, 4], { lower: [3, 4], upper: [3, 4] })
    assert.deepEqual([[...all.x], all.nfev, all.status], [[3, 4], 1, 'gradient-small'])
  })

  it('moves x0 into the bounds, and says so', () => {
    const { x, warnings } = lbfgsb(rosenbrock, [5, 5], { upper: [0.5, 9], maxIterations: 0 })
    assert.deepEqual([...x], [0.5, 5])
    assert.equal(warnings.length, 1)
    assert.match(warnings[0], /out of bounds in 1 of 2/)
    const numbers = lbfgsb((at) => rosenbrock(at).value, [5, 5], { upper: 0.5 })
    assert.equal(numbers.warnings.length, 2)
    assert.deepEqual(lbfgsb(rosenbrock, [0, 0], { upper: 0.5 }).warnings, [])
  })

  it('copes with boxes of any size', () => {
    for (const width of [Number.MIN_VALUE, Number.EPSILON, 1e-12, 1e-3, 1e12, 1e300]) {
      const box = { lower: [-width, 0.5], upper: [width, 0.5 + width] }
      const { x, fx, status } = lbfgsb(rosenbrock, [0, 0.5], { ...box, maxEvaluations: 1000 })
      assert.match(status, /small$/, `${width}`)
      assert.ok(x[0] >= -width && x[0] <= width && x[1] >= 0.5 && x[1] <= 0.5 + width)
      assert.ok(fx <= rosenbrock(Float64Array.of(0, 0.5)).value)
      if (width > 1) assert.ok(fx < 1e-9, `${width}: ${fx}`)
    }
  })

  it('comes back from where f is not finite', () => {
    const { x, converged } = lbfgsb(
      ([a]) => ({ value: a - Math.log(a), gradient: [1 - 1 / a] }),
      [1e-3],
      { lower: 0, upper: 1e3 },
    )
    assert.ok(converged)
    assert.ok(Math.abs(x[0] - 1) < 1e-5)
  })

  it('wastes no evaluations where f is lost in rounding: the slopes lead on', () => {
    for (const seed of [1, 3, 5, 7, 9]) {
      const f = randomQuadratic(seed, 6)
      const { status, nfev, nit } = lbfgsb(f, new Float64Array(6), { lower: -2, upper: 2 })
      assert.ok(f(new Float64Array(6)).value === 1e9 && nfev <= 2 * nit + 2, `${nfev} for ${nit}`)
      assert.match(status, /small$/)
    }
  })

  it('stays within its budgets', () => {
    const start = [-1.2, 1, -1.2, 1]
    const bounds = { lower: -2, upper: 0.9 }
    for (let budget = 1; budget < 40; budget += 3) {
      let calls = 0
      const { nfev, status } = lbfgsb(
        (x) => {
          calls++
          return rosenbrock(x)
        },
        start,
        { ...bounds, maxEvaluations: budget },
      )
      assert.deepEqual([calls <= budget, nfev], [true, calls])
      if (calls === budget) assert.match(status, /max-evaluations|small/)
      const { nfev: taken } = lbfgsb((x) => rosenbrock(x).value, start, {
        ...bounds,
        maxEvaluations: budget,
      })
      assert.ok(taken <= budget)
    }
    const { nit, status } = lbfgsb(rosenbrock, start, { ...bounds, maxIterations: 3 })
    assert.deepEqual([nit, status], [3, 'max-iterations'])
    const aborted = lbfgsb(rosenbrock, start, { ...bounds, signal: { aborted: true } })
    assert.equal(aborted.status, 'aborted')
    const stopped = lbfgsb(rosenbrock, start, { ...bounds, onIteration: () => true })
    assert.deepEqual([stopped.status, stopped.nit], ['stopped', 1])
  })

  it('says where f has no lower end', () => {
    const { status, converged } = lbfgsb(([a]) => ({ value: -a, gradient: [-1] }), [1], {
      lower: 0,
    })
    assert.deepEqual([status, converged], ['unbounded', false])
  })

  it('takes its memory and its line search', () => {
    let searches = 0
    const { converged } = lbfgsb(rosenbrock, [-1.2, 1, 0], {
      lower: -2,
      upper: 0.9,
      memory: 1,
      *lineSearch(start) {
        searches++
        return yield* moreThuenteSteps(start, { curvature: 0.1 })
      },
    })
    assert.ok(converged && searches > 5)
    const few = lbfgsb(rosenbrock, [-1.2, 1, 0], { lower: -2, upper: 0.9, memory: 0 })
    assert.ok(few.converged)
  })

  it('takes many variables', () => {
    const n = 20_000
    const { x, converged, nfev } = lbfgsb(
      (at) => {
        const gradient = at.map((value, i) => (1 + (i % 10)) * (value - (i % 3)))
        return { value: at.reduce((s, v, i) => s + (gradient[i] * (v - (i % 3))) / 2, 0), gradient }
      },
      new Float64Array(n).fill(0.5),
      { lower: 0, upper: [...new Float64Array(n).fill(1.5)].with(0, infinity) },
    )
    assert.ok(converged && nfev < 40)
    assert.deepEqual([x[2], x[5]], [1.5, 1.5])
  })

  it('says what is wrong', () => {
    const run = (bounds: object): unknown => lbfgsb(rosenbrock, [0, 0], bounds)
    assertThrows(
      () => run({ lower: [0, 2], upper: 1 }),
      'RangeError',
      'lower[1] is 2 and upper[1] is 1',
    )
    assertThrows(() => run({ lower: [0, Number.NaN] }), 'RangeError', 'lower[1] is NaN')
    assertThrows(() => run({ upper: [1, 2, 3] }), 'RangeError', 'upper.length is 3', 'expected 2')
    assertThrows(() => run({ tolerance: -1 }), 'RangeError', 'tolerance is -1')
    assertThrows(() => run({ memory: Number.NaN }), 'RangeError', 'memory')
    assertThrows(() => lbfgsb(() => Number.NaN, [0], { lower: -1 }), 'RangeError', 'f(x0) is NaN')
  })
})
