import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type BfgsOptions, bfgs } from '../src/bfgs.ts'
import { lbfgs } from '../src/lbfgs.ts'
import { minimize } from '../src/minimize.ts'
import { minimizerLaws } from './laws/minimizer-laws.ts'
import {
  exactSteps,
  points,
  positiveDefinite,
  product,
  quadratic,
  rosenbrock,
  type Smooth,
  times,
  transpose,
} from './support/functions.ts'
import { stopMessage } from '../src/stop-message.ts'

const numRuns = Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 4)

/** Positive definite, and so invertible; the inverse by Gauss and Jordan. */
function inverse(A: readonly (readonly number[])[]): number[][] {
  const n = A.length
  const M = A.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  for (let k = 0; k < n; k++) {
    const pivot = M[k][k]
    M[k] = M[k].map((a) => a / pivot)
    for (let i = 0; i < n; i++) {
      const factor = M[i][k]
      if (i !== k) M[i] = M[i].map((a, j) => a - factor * M[k][j])
    }
  }
  return M.map((row) => row.slice(n))
}

/** x of each iteration. */
function path(f: Smooth, x0: ArrayLike<number>, options: BfgsOptions): Float64Array[] {
  const seen: Float64Array[] = []
  bfgs(f, x0, { ...options, onIteration: ({ x }) => void seen.push(x) })
  return seen
}

describe('bfgs', () => {
  minimizerLaws({ method: 'bfgs' })

  it('is minimize by its name', () => {
    const { inverseHessian: _, ...own } = bfgs(rosenbrock, [-1.2, 1])
    const { inverseHessian: __, ...front } = minimize(rosenbrock, [-1.2, 1], { method: 'bfgs' })
    assert.deepEqual(front, { ...own, message: stopMessage(own.status) })
  })

  // f̃(z) = f(T z) from z₀ = T⁻¹ x₀ with H̃₀ = T⁻¹ H₀ T⁻ᵀ walks along z = T⁻¹ x.
  it('is invariant under affine changes of the variables', () => {
    const changes = fc.record({ A: positiveDefinite(3), T: positiveDefinite(3), x0: points(3) })
    fc.assert(
      fc.property(changes, fc.boolean(), ({ A, T, x0 }, valley) => {
        const identity = T.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)))
        const back = inverse(T)
        const options = { tolerance: 1e-4, maxIterations: 6 }
        const f = valley ? rosenbrock : quadratic(A)
        fc.pre(f(Float64Array.from(x0)).gradient.some((g) => Math.abs(g) > options.tolerance))
        const plain = path(f, x0, { ...options, initialInverseHessian: identity })
        const changed = path(
          (z) => {
            const { value, gradient } = f(times(T, z))
            return { value, gradient: times(transpose(T), gradient) }
          },
          times(back, x0),
          { ...options, initialInverseHessian: product(back, transpose(back)) },
        )
        for (let k = 0; k < Math.min(plain.length, changed.length); k++) {
          const x = times(T, changed[k])
          x.forEach((xi, i) => {
            const error = Math.abs(xi - plain[k][i])
            assert.ok(
              error < 1e-4 * (1 + Math.abs(xi)),
              `step ${k}: ${x.join()}, expected ${plain[k].join()}`,
            )
          })
        }
        assert.ok(plain.length > 0)
      }),
      { numRuns },
    )
  })

  it('has the inverse of A after n exact steps on a quadratic', () => {
    fc.assert(
      fc.property(positiveDefinite(4), points(4), points(4), (A, x0, v) => {
        const { inverseHessian, nit } = bfgs(quadratic(A), x0, {
          lineSearch: exactSteps,
          tolerance: 1e-7,
          maxIterations: 4,
        })
        fc.pre(nit === 4)
        const back = inverseHessian.apply(times(A, v))
        back.forEach((b, i) =>
          assert.ok(Math.abs(b - v[i]) < 1e-3, `${back.join()}, expected ${v.join()}`),
        )
      }),
      { numRuns },
    )
  })

  it('takes fewer evaluations than L-BFGS where f is ill-conditioned', () => {
    const scales = Array.from({ length: 20 }, (_, i) => 1e5 ** (i / 19))
    const f: Smooth = (x) => ({
      value: x.reduce((sum, xi, i) => sum + (scales[i] * xi * xi) / 2, 0),
      gradient: x.map((xi, i) => scales[i] * xi),
    })
    const x0 = scales.map(() => 1)
    const [full, limited] = [bfgs(f, x0), lbfgs(f, x0)]
    assert.ok(full.converged && limited.converged)
    assert.ok(5 * full.nfev < limited.nfev, `${full.nfev}, and ${limited.nfev}`)
  })

  it('begins with the inverse that it is given', () => {
    const f = quadratic([
      [3, 1],
      [1, 2],
    ])
    const { inverseHessian } = bfgs(f, [5, 3])
    for (const initialInverseHessian of [
      inverseHessian,
      [
        [0.4, -0.2],
        [-0.2, 0.6],
      ],
    ]) {
      const { nit, nfev } = bfgs(f, [-4, 7], { initialInverseHessian, tolerance: 1e-4 })
      assert.deepEqual([nit, nfev], [1, 2])
    }
    assert.throws(
      () => bfgs(f, [1, 1], { initialInverseHessian: [[1]] }),
      /initialInverseHessian.length is 1; expected 2/,
    )
  })
})

describe('bfgs with Powell’s damping', () => {
  minimizerLaws({ method: 'bfgs', damping: 'powell' })

  it('learns from steps without positive curvature', () => {
    // Far out f is concave along the only step; the line search takes it for the decrease.
    const f: Smooth = ([a]) => ({
      value: -1 / (1 + a * a),
      gradient: Float64Array.of((2 * a) / (1 + a * a) ** 2),
    })
    const once: BfgsOptions = {
      maxIterations: 1,
      initialInverseHessian: [[1]],
      lineSearch: function* short() {
        return { step: 1, ...(yield 1), evaluations: 1, satisfied: true, status: 'wolfe' }
      },
    }
    const refused = bfgs(f, [3], once).inverseHessian.apply([1])[0]
    const [damped] = bfgs(f, [3], { ...once, damping: 'powell' }).inverseHessian.apply([1])
    assert.equal(refused, 1)
    // H = 1 as given, and B⁺ = 0.2 B.
    assert.ok(Math.abs(damped - 5) < 1e-12, `${damped}`)
  })

  it('refuses other words', () => {
    assert.throws(
      () => bfgs(rosenbrock, [1, 2], { damping: 'double' as never }),
      /damping is 'double'/,
    )
  })
})
