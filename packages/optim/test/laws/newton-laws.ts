import assert from 'node:assert/strict'
import fc from 'fast-check'
import { it } from 'mocha'
import type { HessianOptions } from '../../src/hessian-options.ts'
import type { Objective, VectorInput } from '../../src/minimize-options.ts'
import type { MinimizeResult } from '../../src/minimize-result.ts'
import { assertThrows } from '../support/assert-throws.ts'
import { apply, assertClose, dotOf, gramOf, matrices, normOf, numbers } from '../support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const rosenbrock = ([a, b]: Float64Array): { value: number; gradient: number[] } => ({
  value: 100 * (b - a * a) ** 2 + (1 - a) ** 2,
  gradient: [-400 * a * (b - a * a) - 2 * (1 - a), 200 * (b - a * a)],
})
const curvature = ([a, b]: Float64Array, [u, v]: Float64Array): number[] => [
  (1200 * a * a - 400 * b + 2) * u - 400 * a * v,
  -400 * a * u + 200 * v,
]

/** Σ (xᵢ⁴/4 − xᵢ²/2) + x₁x₂/4: a maximum at 0, minima around it. */
const wells = (x: Float64Array): { value: number; gradient: Float64Array } => {
  const gradient = x.map((value) => value ** 3 - value)
  gradient[0] += x[1] / 4
  gradient[1] += x[0] / 4
  return {
    value: x.reduce((sum, value) => sum + value ** 4 / 4 - value ** 2 / 2, (x[0] * x[1]) / 4),
    gradient,
  }
}
const wellsProduct = (x: Float64Array, v: Float64Array): Float64Array => {
  const product = v.map((value, i) => (3 * x[i] ** 2 - 1) * value)
  product[0] += v[1] / 4
  product[1] += v[0] / 4
  return product
}

/** What holds for the methods that multiply with the Hessian. To be called inside of `describe`. */
export function newtonLaws(
  run: (f: Objective, x0: VectorInput, options: HessianOptions) => MinimizeResult,
): void {
  it('takes the same steps whatever the scale of f', () => {
    for (const scale of [2 ** -300, 2 ** -100, 2 ** 100, 2 ** 300]) {
      const of = (factor: number): MinimizeResult =>
        run(
          ([a, b]) => ({
            value: factor * ((a - 1) ** 4 + 10 * (a - 1) ** 2 + (b - 2) ** 2),
            gradient: [factor * (4 * (a - 1) ** 3 + 20 * (a - 1)), factor * 2 * (b - 2)],
          }),
          [30, -40],
          {
            hessianProduct: ([a], [u, v]) => [
              factor * (12 * (a - 1) ** 2 + 20) * u,
              factor * 2 * v,
            ],
            tolerance: factor * 1e-6,
          },
        )
      const [one, other] = [of(1), of(scale)]
      assert.equal(other.status, 'gradient-small', `${scale}`)
      assert.ok(other.nit <= one.nit + 2, `${scale}: ${other.nit} iterations, not ${one.nit}`)
    }
  })

  it('knows the inverse Hessian: exactly of a quadratic, nearly of others', () => {
    const problems = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => fc.record({ M: matrices(n, n), x0: numbers(n, 100), v: numbers(n) }))
    fc.assert(
      fc.property(problems, ({ M, x0, v }) => {
        const A = gramOf(M, 0.1)
        const { inverseHessian } = run(
          (x) => ({ value: dotOf(x, apply(A, x)) / 2, gradient: apply(A, x) }),
          x0,
          { hessianProduct: (_, d) => apply(A, d), tolerance: 1e-10 },
        )
        assertClose(inverseHessian.apply(apply(A, v)), v, 1e-9)
      }),
      { numRuns },
    )
    const { inverseHessian } = run(rosenbrock, [-1.2, 1], { hessianProduct: curvature })
    assertClose(inverseHessian.apply([1, 0]), [0.5, 1], 1e-2)
    assertClose(inverseHessian.apply([0, 1]), [1, 2.005], 1e-2)
  })

  it('minimises Rosenbrock’s function from anywhere', () => {
    fc.assert(
      fc.property(numbers(2, 10), (x0) => {
        const { x, status, nit } = run(rosenbrock, x0, { hessianProduct: curvature })
        assert.equal(status, 'gradient-small')
        assert.ok(nit < 200, `${nit} iterations`)
        assert.ok(normOf([x[0] - 1, x[1] - 1]) < 1e-3)
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })

  it('leaves regions of negative curvature', () => {
    fc.assert(
      fc.property(numbers(3, 0.5), (x0) => {
        const { x, status, gradient } = run(wells, x0, { hessianProduct: wellsProduct })
        assert.equal(status, 'gradient-small')
        assert.ok(normOf(gradient) <= 1e-6 * Math.sqrt(3))
        assert.ok(wells(x).value < -0.5)
      }),
      { numRuns },
    )
  })

  it('calls f as often as nfev says, and no more than maxEvaluations', () => {
    const kinds = fc.constantFrom('product', 'gradient', 'both', 'value')
    fc.assert(
      fc.property(numbers(2, 3), kinds, fc.integer({ min: 0, max: 60 }), (x0, kind, budget) => {
        let calls = 0
        let gradients = 0
        let products = 0
        const { nfev, ngev, nhev, status, fx, x } = run(
          (at) => {
            calls++
            return kind === 'value' || kind === 'gradient' ? rosenbrock(at).value : rosenbrock(at)
          },
          x0,
          {
            maxEvaluations: budget,
            ...(kind === 'gradient' && {
              gradient: (at) => (gradients++, rosenbrock(at).gradient),
            }),
            ...(kind === 'product' && {
              hessianProduct: (at, v) => (products++, curvature(at, v)),
            }),
          },
        )
        assert.equal(nfev, calls)
        assert.ok(nfev <= budget)
        if (status === 'max-evaluations') assert.equal(nfev, budget)
        if (kind === 'gradient') assert.equal(ngev, gradients)
        if (kind === 'product') assert.equal(nhev, products)
        if (budget > 0) assert.equal(fx, rosenbrock(x).value)
      }),
      { numRuns },
    )
  })

  it('tells of every iteration, and f does not rise', () => {
    const seen: number[] = [rosenbrock(Float64Array.of(-1.2, 1)).value]
    const { nit } = run(rosenbrock, [-1.2, 1], {
      hessianProduct: curvature,
      onIteration({ iteration, fx, step }) {
        assert.equal(iteration, seen.length)
        assert.ok(fx <= seen[iteration - 1] && step > 0)
        seen.push(fx)
      },
    })
    assert.equal(nit, seen.length - 1)
  })

  it('works without products, and warns', () => {
    const { x, warnings, status } = run(rosenbrock, [-1.2, 1], {})
    assert.equal(status, 'gradient-small')
    assert.ok(normOf([x[0] - 1, x[1] - 1]) < 1e-4)
    assert.equal(warnings.length, 1)
    const alone = run((at) => rosenbrock(at).value, [-1.2, 1], {})
    assert.ok(normOf([alone.x[0] - 1, alone.x[1] - 1]) < 1e-3, alone.message)
    assert.equal(alone.warnings.length, 2)
  })

  it('meets the tolerance where rounding hides the decrease of f', () => {
    const high: Objective = (at) => {
      const { value, gradient } = rosenbrock(at)
      return { value: 1e6 + value, gradient }
    }
    const { status, gradient } = run(high, [-1.2, 1], { hessianProduct: curvature })
    assert.equal(status, 'gradient-small')
    assert.ok(normOf(gradient) < 2e-6)
  })

  it('comes back from where f is not finite', () => {
    const { x, status } = run(
      ([a]) => ({ value: a > 0 ? a - Math.log(a) : Number.NaN, gradient: [1 - 1 / a] }),
      [30],
      { hessianProduct: ([a], [v]) => [v / a / a] },
    )
    assert.equal(status, 'gradient-small')
    assert.ok(Math.abs(x[0] - 1) < 1e-5)
  })

  it('says unbounded of what has no minimum', () => {
    const { status, converged } = run(([a]) => ({ value: -a, gradient: [-1] }), [0], {
      hessianProduct: () => [0],
    })
    assert.deepEqual([status, converged], ['unbounded', false])
  })

  it('ends where it is told to', () => {
    const options = { hessianProduct: curvature }
    const status = (more: HessianOptions): string =>
      run(rosenbrock, [-1.2, 1], { ...options, ...more }).status
    assert.equal(status({ maxIterations: 3 }), 'max-iterations')
    assert.equal(status({ onIteration: () => true }), 'stopped')
    assert.equal(status({ signal: { aborted: true } }), 'aborted')
    const { nit } = run(rosenbrock, [1, 1], options)
    assert.equal(nit, 0)
    assertThrows(() => run(rosenbrock, [1, 2], { tolerance: -1 }), 'RangeError', 'tolerance')
  })
}
