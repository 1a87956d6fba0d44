import assert from 'node:assert/strict'
import fc from 'fast-check'
import { it as mochaIt } from 'mocha'
import { type MethodChoice, minimize, minimizeAsync } from '../../src/minimize.ts'
import type { MinimizeProgress, VectorInput } from '../../src/minimize-options.ts'
import { assertThrows } from '../support/assert-throws.ts'
import {
  type Case,
  cases,
  quadratic,
  rosenbrock,
  type Smooth,
  valueOnly,
  watch,
} from '../support/functions.ts'

const numRuns = Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 4)
const minimum = Number.NEGATIVE_INFINITY
const size = (x: Float64Array): number =>
  x.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
const bowl = quadratic([
  [3, 1],
  [1, 2],
])
const start = [1, -1]

/**
 * What holds for every minimiser without bounds. To be called inside of `describe`.
 *
 * @param choice - a method, and what is to be said to it
 * @param but - the laws that do not hold, by their titles
 */
export function minimizerLaws(choice: MethodChoice, but: RegExp = /^$/): void {
  const it = (title: string, body: () => void | Promise<void>): void => {
    if (!but.test(title)) mochaIt(title, body)
  }
  const run: typeof minimize = (f, x0, options) =>
    minimize(f, x0, { ...choice, ...options } as never)

  it('calls f as often as nfev says, and no more than maxEvaluations', () => {
    const budgets = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(cases, budgets, fc.boolean(), ({ f, x0 }, maxEvaluations, differences) => {
        const { f: watched, values } = watch(f)
        const { nfev, status } = run(differences ? valueOnly(watched) : watched, x0, {
          maxEvaluations,
          maxIterations: 30,
        })
        assert.equal(nfev, values.length)
        assert.ok(nfev <= maxEvaluations)
        if (status === 'max-evaluations') assert.equal(nfev, maxEvaluations)
      }),
      { numRuns },
    )
  })

  it('ends with the lowest finite f that it has seen, and ∇f there', () => {
    const check = ({ f, x0 }: Case, maxEvaluations: number): void => {
      const { f: watched, values } = watch(f)
      const { x, fx, gradient } = run(watched, x0, { maxEvaluations })
      const least = Math.min(...values.filter(Number.isFinite))
      assert.ok(fx <= least + 1e-13 * Math.abs(least), `${fx}, but f was ${least}`)
      assert.deepEqual(f(x), { value: fx, gradient })
    }
    fc.assert(fc.property(cases, fc.integer({ min: 1, max: 40 }), check), { numRuns })
    // Some of these end where a line search has gone too far.
    for (let budget = 1; budget < 50; budget++) check({ f: rosenbrock, x0: [-1.2, 1] }, budget)
  })

  it('never lets f rise from iteration to iteration', () => {
    fc.assert(
      fc.property(cases, ({ f, x0 }) => {
        let last = f(Float64Array.from(x0)).value
        run(f, x0, {
          maxIterations: 60,
          onIteration({ fx }) {
            // The slopes decide where the decrease is lost in rounding.
            assert.ok(fx <= last + 1e-12 * Math.abs(last), `${fx} after ${last}`)
            last = fx
          },
        })
      }),
      { numRuns },
    )
  })

  it('tells of every iteration', () => {
    const seen: MinimizeProgress[] = []
    const { nit, nfev, x, fx } = run(rosenbrock, [-1.2, 1], {
      maxIterations: 7,
      onIteration(progress) {
        seen.push(progress)
        progress.x.fill(0)
      },
    })
    assert.deepEqual(
      seen.map(({ iteration }) => iteration),
      [1, 2, 3, 4, 5, 6, 7],
    )
    assert.equal(nit, 7)
    assert.equal(seen[6].nfev, nfev)
    assert.equal(seen[6].fx, fx)
    assert.ok(seen.every(({ step, gradientNorm }) => step > 0 && gradientNorm > 0))
    assert.notEqual(x[0], 0)
  })

  it('takes the same steps with functions that return promises, to the last bit', async () => {
    for (const [f, options] of [
      [rosenbrock, {}],
      [valueOnly(rosenbrock), {}],
      [valueOnly(rosenbrock), { gradient: (x: Float64Array) => rosenbrock(x).gradient }],
    ] as const) {
      const limited = { ...choice, ...options, maxIterations: 20 } as MethodChoice
      const { inverseHessian: H, ...once } = minimize(f, [-1.2, 1], limited)
      const { inverseHessian, ...later } = await minimizeAsync(
        (x) => Promise.resolve(f(x)),
        [-1.2, 1],
        limited,
      )
      assert.deepEqual(later, once)
      assert.deepEqual(inverseHessian.apply([1, 2]), H.apply([1, 2]))
    }
  })

  it('lets f do with x what it likes', () => {
    const { f, values } = watch(rosenbrock)
    const kept: Float64Array[] = []
    const options = { maxIterations: 15 }
    const expected = run(rosenbrock, [-1.2, 1], options)
    const { x, fx } = run(
      (given) => {
        const answer = f(given)
        given.fill(Number.NaN)
        kept.push(given)
        return answer
      },
      [-1.2, 1],
      options,
    )
    assert.deepEqual([x, fx], [expected.x, expected.fx])
    assert.equal(new Set(kept).size, values.length)
  })

  it('takes arrays, typed arrays and ndarrays, and changes none', () => {
    const data = new Float64Array([9, -1.2, 9, 1, 9])
    const forms: readonly VectorInput[] = [
      [-1.2, 1],
      new Float64Array([-1.2, 1]),
      { data, shape: [2], stride: [2], offset: 1 },
      { data, shape: [2, 1], stride: [2, 7], offset: 1 },
    ]
    const before = structuredClone(forms)
    const found = forms.map((x0) => run(rosenbrock, x0, { maxIterations: 9 }))
    const strided = run(
      (x) => {
        const { value, gradient } = rosenbrock(x)
        return {
          value,
          gradient: { data: [gradient[1], gradient[0]], shape: [2], stride: [-1], offset: 1 },
        }
      },
      [-1.2, 1],
      { maxIterations: 9 },
    )
    for (const { x } of [...found, strided]) assert.deepEqual(x, found[0].x)
    assert.deepEqual(forms, before)
  })

  it('works in one variable, and finds all that there is in none', () => {
    const { x, converged } = run(
      ([a]) => ({ value: (a - 3) ** 4, gradient: [4 * (a - 3) ** 3] }),
      [0],
    )
    assert.ok(converged && Math.abs(x[0] - 3) < 0.01)
    const { fx, status, nfev } = run(() => 7, [])
    assert.deepEqual([fx, status, nfev], [7, 'gradient-small', 1])
  })

  it('stays where the gradient is 0', () => {
    const { x, nit, nfev, status, gradient } = run(bowl, [0, 0], { tolerance: 0 })
    assert.deepEqual([...x, nit, nfev, status], [0, 0, 0, 1, 'gradient-small'])
    assert.deepEqual(gradient, new Float64Array(2))
  })

  it('comes back from where f is not finite', () => {
    for (const beyond of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const { x, converged } = run(
        ([a]) => ({ value: a > 0 ? a - Math.log(a) : beyond, gradient: [1 - 1 / a] }),
        [30],
      )
      assert.ok(converged && Math.abs(x[0] - 1) < 1e-5)
    }
  })

  it('minimises functions of all sizes', () => {
    for (const scale of [1e-12, 1e12, 1e100]) {
      const { x, converged } = run(
        (given) => {
          const { value, gradient } = bowl(given)
          return { value: scale * value, gradient: gradient.map((g) => scale * g) }
        },
        start,
        { tolerance: 1e-6 * scale },
      )
      assert.ok(converged && size(x) < 1e-5, `f · ${scale}: ${x.join()}`)
    }
    for (const scale of [1e-8, 1e8]) {
      const { x, converged } = run(
        (given) => {
          const { value, gradient } = bowl(given.map((xi) => xi / scale))
          return { value, gradient: gradient.map((g) => g / scale) }
        },
        start.map((xi) => scale * xi),
        { tolerance: 1e-6 / scale },
      )
      assert.ok(converged && size(x) < 1e-5 * scale, `x · ${scale}: ${x.join()}`)
    }
  })

  it('counts gradients that come apart from f', () => {
    const gradient = (x: Float64Array): number[] => Array.from(rosenbrock(x).gradient)
    const { nfev, ngev, x, warnings } = run(valueOnly(rosenbrock), [-1.2, 1], {
      gradient,
      maxIterations: 9,
    })
    assert.equal(ngev, nfev)
    assert.deepEqual(x, run(rosenbrock, [-1.2, 1], { maxIterations: 9 }).x)
    assert.deepEqual(warnings, [])
  })

  it('finds a minimum by differences, and warns once', () => {
    const { x, nfev, ngev, warnings } = run(valueOnly(bowl), start)
    assert.ok(size(x) < 1e-5)
    assert.equal(nfev, 5 * ngev)
    assert.equal(warnings.length, 1)
    assert.match(warnings[0], /no gradient/)
  })

  it('ends in each of the ways that it names', () => {
    const { f } = watch(bowl)
    const status = (...args: Parameters<typeof minimize>): string => run(...args).status
    assert.equal(status(f, start), 'gradient-small')
    const high: Smooth = (x) => ({ value: bowl(x).value + 10, gradient: bowl(x).gradient })
    assert.equal(status(high, start, { functionTolerance: 1 }), 'decrease-small')
    assert.equal(status(f, start, { maxIterations: 1 }), 'max-iterations')
    assert.equal(status(f, start, { maxIterations: 0 }), 'max-iterations')
    assert.equal(status(f, start, { maxEvaluations: 2 }), 'max-evaluations')
    assert.equal(status(f, start, { onIteration: () => true }), 'stopped')
    // What `array.push` returns, say.
    assert.equal(status(f, start, { onIteration: (() => 1) as never }), 'gradient-small')
    assert.equal(status(f, start, { signal: { aborted: true } }), 'aborted')
    assert.equal(
      status(([a]) => ({ value: -a, gradient: [-1] }), [0]),
      'unbounded',
    )
    assert.equal(
      status(([a]) => ({ value: a > 2 ? minimum : -a, gradient: [-1] }), [0]),
      'unbounded',
    )
    assert.equal(
      status(([a]) => ({ value: a * a, gradient: [-2 * a] }), [1]),
      'line-search-failed',
    )
    assert.equal(
      status(bowl, start, {
        lineSearch: function* tiny({ value, slope }) {
          yield 1e-300
          return { step: 1e-300, value, slope, evaluations: 1, satisfied: true, status: 'wolfe' }
        },
      }),
      'step-small',
    )
  })

  it('ends where rounding hides all decrease', () => {
    const offset = watch((x) => ({ value: 1e6 + bowl(x).value, gradient: bowl(x).gradient }))
    const { converged, nfev, x } = run(offset.f, start, { tolerance: 0 })
    assert.ok(converged && nfev < 300, `${nfev} evaluations`)
    assert.ok(size(x) < 1e-4)
  })

  it('refuses what it cannot begin with', () => {
    for (const name of ['tolerance', 'functionTolerance', 'maxIterations', 'maxEvaluations']) {
      for (const value of [-1, Number.NaN]) {
        assertThrows(() => run(bowl, start, { [name]: value }), 'RangeError', `${name} is ${value}`)
      }
    }
    assertThrows(() => run(() => Number.NaN, [1]), 'RangeError', 'f(x0) is NaN', 'finite')
    const steep = (): { value: number; gradient: number[] } => ({ value: 1, gradient: [1 / 0] })
    assertThrows(() => run(steep, [1]), 'RangeError', 'f(x0) is 1', 'finite')
    assertThrows(
      () => run(() => ({ value: 1, gradient: [1] }), start),
      'RangeError',
      'gradient.length is 1; expected 2',
    )
    assertThrows(() => run(bowl, undefined as never), 'RangeError', 'x0', 'a vector')
  })
}
