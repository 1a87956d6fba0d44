import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  type LevenbergMarquardtOptions,
  levenbergMarquardt,
  levenbergMarquardtAsync,
  type Residuals,
} from '../src/levenberg-marquardt.ts'
import { assertThrows } from './support/assert-throws.ts'
import {
  apply,
  assertClose,
  dotOf,
  gramOf,
  matrices,
  normOf,
  numbers,
  solveDense,
  transposed,
} from './support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const rosenbrock = ([a, b]: ArrayLike<number> & Iterable<number>): number[] => [
  10 * (b - a * a),
  1 - a,
]
const slopes = ([a]: Float64Array): number[][] => [
  [-20 * a, 10],
  [-1, 0],
]
const exact = { jacobian: slopes }

/** Problem 8 of Moré, Garbow and Hillstrom (1981). */
const bard: Residuals = ([a, b, c]) =>
  [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39].map(
    (y, i) => y - a - (i + 1) / (b * (15 - i) + c * Math.min(i + 1, 15 - i)),
  )
/** Problem 13: J has rank 2 at the minimum. */
const powell: Residuals = ([a, b, c, d]) => [
  a + 10 * b,
  Math.sqrt(5) * (c - d),
  (b - 2 * c) ** 2,
  Math.sqrt(10) * (a - d) ** 2,
]
/** Problem 2, with a local minimum. */
const freudenstein: Residuals = ([a, b]) => [
  -13 + a + ((5 - b) * b - 2) * b,
  -29 + a + ((b + 1) * b - 14) * b,
]

describe('levenbergMarquardt', () => {
  it('finds known minima', () => {
    for (const [r, x0, minimum] of [
      [rosenbrock, [-1.2, 1], 0],
      [bard, [1, 1, 1], 8.2148773065789e-3 / 2],
      [powell, [3, -1, 0, 1], 0],
      [freudenstein, [0.5, -2], 48.98425368 / 2],
    ] as const) {
      const { fx, converged, residuals, nfev } = levenbergMarquardt(r, x0, { jacobian: 'central' })
      assert.ok(converged && Math.abs(fx - minimum) < 1e-8, `${fx}, expected ${minimum}`)
      assert.ok(nfev < 300)
      assertClose([dotOf(residuals, residuals) / 2 + 1], [fx + 1], 1e-15)
    }
  })

  it('finds Rosenbrock’s minimum from anywhere', () => {
    fc.assert(
      fc.property(numbers(2, 100), (x0) => {
        const { x, status, nfev } = levenbergMarquardt(rosenbrock, x0, exact)
        assert.equal(status, 'gradient-small')
        assert.ok(normOf([x[0] - 1, x[1] - 1]) < 1e-5 && nfev < 200)
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })

  it('solves linear problems, more unknowns than equations and deficient ones among them', () => {
    const problems = fc
      .record({
        m: fc.integer({ min: 1, max: 6 }),
        n: fc.integer({ min: 1, max: 6 }),
        k: fc.integer({ min: 1, max: 3 }),
      })
      .chain(({ m, n, k }) =>
        fc.record({ B: matrices(m, k), C: matrices(k, n), b: numbers(m), x0: numbers(n) }),
      )
    fc.assert(
      fc.property(problems, ({ B, C, b, x0 }) => {
        const A = B.map((row) =>
          C[0].map((_, j) =>
            dotOf(
              row,
              C.map((c) => c[j]),
            ),
          ),
        )
        const { residuals, converged, nit } = levenbergMarquardt(
          (x) => apply(A, x).map((value, i) => value - b[i]),
          x0,
          { jacobian: () => A, tolerance: 1e-9 },
        )
        assert.ok(converged && nit < 40, `${nit} iterations`)
        assert.ok(normOf(apply(transposed(A), residuals)) < 1e-7)
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })

  it('does not care for the units of x', () => {
    const plain = levenbergMarquardt(rosenbrock, [-1.2, 1], { ...exact, tolerance: 1e-12 })
    const units = [2 ** 30, 2 ** -20]
    const { x, nfev } = levenbergMarquardt(
      ([a, b]) => rosenbrock([a * units[0], b * units[1]]),
      [-1.2 / units[0], 1 / units[1]],
      {
        jacobian: ([a]) =>
          slopes(Float64Array.of(a * units[0])).map(([u, v]) => [u * units[0], v * units[1]]),
        tolerance: 1e-12,
      },
    )
    assert.equal(nfev, plain.nfev)
    assert.deepEqual([x[0] * units[0], x[1] * units[1]], [...plain.x])
  })

  it('asks for nothing out of bounds, and ends where no step within them goes down', () => {
    const boxes = fc.record({
      x0: numbers(2, 2),
      low: numbers(2, 2),
      size: numbers(2, 2).map((values) => values.map(Math.abs)),
      jacobian: fc.constantFrom('forward' as const, 'central' as const, slopes),
    })
    fc.assert(
      fc.property(boxes, ({ x0, low, size, jacobian }) => {
        const upper = low.map((value, i) => value + size[i])
        const { x, converged, gradient } = levenbergMarquardt(
          (at) => {
            at.forEach((value, i) => assert.ok(value >= low[i] && value <= upper[i]))
            return rosenbrock(at)
          },
          x0,
          { lower: low, upper, jacobian },
        )
        assert.ok(converged)
        const r = rosenbrock(x)
        const g = apply(transposed(slopes(x)), r)
        g.forEach((value, i) => {
          const move = Math.min(Math.max(x[i] - value, low[i]), upper[i]) - x[i]
          assert.ok(Math.abs(move) < 1e-4, `${move} in ${i} at ${x.join()}`)
          assert.ok(Math.abs(gradient[i] - value) < 1e-3 * (1 + Math.abs(value)))
        })
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })

  it('ends at bounds exactly, and says where x0 was moved', () => {
    let last = 0
    const { x, warnings, status } = levenbergMarquardt(rosenbrock, [5, 5], {
      ...exact,
      upper: [0.1, 0.7],
      onIteration: ({ gradientNorm }) => void (last = gradientNorm),
    })
    assert.equal(status, 'gradient-small')
    assert.ok(last <= 1e-6, 'of the projected gradient')
    assert.equal(x[0], 0.1)
    assertClose([x[1]], [0.01], 1e-6)
    assert.match(warnings.join(), /out of bounds/)
    assert.equal(levenbergMarquardt(([a]) => [a], [3], { lower: 0.3 }).x[0], 0.3)
  })

  it('calls r as often as nfev says, and no more than maxEvaluations', () => {
    const kinds = fc.constantFrom('forward', 'central', 'function', 'both')
    fc.assert(
      fc.property(numbers(2, 3), kinds, fc.integer({ min: 0, max: 40 }), (x0, kind, budget) => {
        let calls = 0
        let jacobians = 0
        const { nfev, ngev, status, x, fx, residuals } = levenbergMarquardt(
          (at) => {
            calls++
            return kind === 'both'
              ? { residuals: rosenbrock(at), jacobian: slopes(at) }
              : rosenbrock(at)
          },
          x0,
          {
            maxEvaluations: budget,
            jacobian:
              kind === 'function'
                ? (at) => (jacobians++, slopes(at))
                : kind === 'central'
                  ? kind
                  : 'forward',
          },
        )
        assert.equal(nfev, calls)
        assert.ok(nfev <= budget)
        if (status === 'max-evaluations') assert.equal(nfev, budget)
        if (kind === 'function') assert.equal(ngev, jacobians)
        if (kind === 'forward') assert.ok(nfev > 2 * (ngev - 1))
        if (budget > 0) {
          const r = rosenbrock(x)
          assert.deepEqual([...residuals], r)
          assert.equal(fx, (r[0] * r[0]) / 2 + (r[1] * r[1]) / 2)
        }
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })

  it('warns of differences once, and of nothing else', () => {
    const warnings = (r: Residuals, options: LevenbergMarquardtOptions = {}): readonly string[] =>
      levenbergMarquardt(r, [-1.2, 1], options).warnings
    assert.equal(warnings(rosenbrock).length, 1)
    assert.match(warnings(rosenbrock)[0], /without a Jacobian/)
    assert.equal(warnings(rosenbrock, { jacobian: 'central' }).length, 1)
    assert.deepEqual(warnings(rosenbrock, exact), [])
    assert.deepEqual(
      warnings((x) => ({ residuals: rosenbrock(x), jacobian: slopes(x) })),
      [],
    )
  })

  it('tells of every iteration, and ½‖r‖² falls', () => {
    let last = 12.1
    let count = 0
    const { nit } = levenbergMarquardt(rosenbrock, [-1.2, 1], {
      ...exact,
      onIteration({ iteration, fx, step }) {
        assert.equal(iteration, ++count)
        assert.ok(fx < last && step > 0)
        last = fx
      },
    })
    assert.equal(nit, count)
  })

  it('comes back from where r is not finite, and begins nowhere else', () => {
    for (const beyond of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const wall: Residuals = ([a]) => [a < 0 ? beyond : Math.sqrt(a) - 0.01]
      const { x, converged } = levenbergMarquardt(wall, [4])
      assert.ok(converged && Math.abs(x[0] - 1e-4) < 1e-6, x.join())
      assertThrows(() => levenbergMarquardt(wall, [-1]), 'RangeError', 'f(x0)')
    }
  })

  it('applies (JᵀJ)⁺ of the point found', () => {
    const { inverseHessian, x } = levenbergMarquardt(rosenbrock, [-1.2, 1], exact)
    assertClose(inverseHessian.apply([1, 2]), solveDense(gramOf(slopes(x)), [1, 2]), 1e-9)
    const deficient = levenbergMarquardt(([a, b]) => [a + b - 2], [0, 0], {
      jacobian: () => [1, 1],
    })
    assertClose(deficient.inverseHessian.apply([1, 1]), [0.5, 0.5], 1e-12)
    // (1, −1) is in the null space.
    assert.ok(normOf(deficient.inverseHessian.apply([1, -1])) < 1e-12)
  })

  it('ends in each of the ways that it names', () => {
    const status = (options: LevenbergMarquardtOptions, r: Residuals = bard): string =>
      levenbergMarquardt(r, r === bard ? [1, 1, 1] : [-1.2, 1], { ...options }).status
    assert.equal(status({}), 'gradient-small')
    assert.equal(status({ tolerance: 0, functionTolerance: 1e-3 }), 'decrease-small')
    assert.equal(status({ tolerance: 0 }), 'decrease-small')
    assert.equal(status({ tolerance: 0, stepTolerance: 1 }, rosenbrock), 'step-small')
    assert.equal(status({ tolerance: 0, cosineTolerance: 1e-3 }), 'gradient-small')
    assert.equal(status({ maxIterations: 2 }), 'max-iterations')
    assert.equal(status({ maxEvaluations: 7 }), 'max-evaluations')
    assert.equal(status({ onIteration: () => true }), 'stopped')
    assert.equal(status({ signal: { aborted: true } }), 'aborted')
    const wrong = { jacobian: (x: Float64Array) => slopes(x).map((row) => row.map((a) => -a)) }
    assert.equal(status(wrong, rosenbrock), 'line-search-failed')
  })

  it('takes the same steps with functions that return promises', async () => {
    const { inverseHessian: _, ...once } = levenbergMarquardt(rosenbrock, [-1.2, 1], exact)
    const { inverseHessian: __, ...later } = await levenbergMarquardtAsync(
      (x) => Promise.resolve(rosenbrock(x)),
      [-1.2, 1],
      { jacobian: (x) => Promise.resolve(slopes(x)) },
    )
    assert.deepEqual(later, once)
    const { inverseHessian: ___, ...both } = await levenbergMarquardtAsync(
      (x) => Promise.resolve({ residuals: rosenbrock(x), jacobian: slopes(x) }),
      [-1.2, 1],
    )
    assert.deepEqual(both, once)
  })

  it('lets r do with x what it likes, and changes no x0', () => {
    const x0 = [-1.2, 1]
    const { x } = levenbergMarquardt((at) => {
      const answer = rosenbrock(at)
      at.fill(Number.NaN)
      return answer
    }, x0)
    assert.ok(normOf([x[0] - 1, x[1] - 1]) < 1e-4)
    assert.deepEqual(x0, [-1.2, 1])
  })

  it('refuses what makes no sense', () => {
    const run = (options: LevenbergMarquardtOptions): unknown =>
      levenbergMarquardt(rosenbrock, [-1.2, 1], options)
    for (const name of ['tolerance', 'stepTolerance', 'cosineTolerance', 'functionTolerance']) {
      assertThrows(() => run({ [name]: -1 }), 'RangeError', `${name} is -1`)
    }
    assertThrows(() => run({ lower: 1, upper: 0 }), 'RangeError', 'lower')
    assertThrows(() => run({ jacobian: () => [1, 2, 3] }), 'ShapeError', '2×2')
    let calls = 0
    const changing: Residuals = ([a]) => Array<number>(++calls > 1 ? 3 : 2).fill(a)
    assertThrows(() => levenbergMarquardt(changing, [1]), 'ShapeError', '3', 'expected 2')
  })
})
