/*
 * Functions on which quasi-Newton methods are known to have failed for their line searches, as threads
 * of issue trackers tell. L-BFGS with each of our line searches minimises them.
 */
import assert from 'node:assert/strict'
import { lbfgs, type LbfgsOptions } from '../../src/lbfgs.ts'
import type { MinimizeResult } from '../../src/minimize-result.ts'
import {
  type Hard,
  logit,
  powellSingular,
  qgarch,
  rosenbrock,
  uniform,
} from '../support/hard-functions.ts'
import { lineSearches } from '../support/line-searches.ts'

/** Minimises with every line search, and by the default. */
function onAll(
  f: Hard,
  x0: readonly number[],
  options: LbfgsOptions,
  check: (result: MinimizeResult, name: string) => void,
): void {
  check(lbfgs(f, x0, options), 'default')
  for (const { name, steps } of lineSearches) {
    const result = lbfgs(f, x0, { ...options, lineSearch: (start) => steps(start) })
    check(result, name)
  }
}

/** Throws unless the run met its tolerance at x, up to `error`. */
const reaches =
  (x: readonly number[], error = 1e-5) =>
  (result: MinimizeResult, name: string): void => {
    const says = `${name}: ${result.status} at ${result.x.join()}`
    assert.equal(result.status, 'gradient-small', says)
    x.forEach((value, i) => assert.ok(Math.abs(result.x[i] - value) <= error, says))
  }

describe('captured: lbfgs', () => {
  it("Rosenbrock's function from its usual starts (jax-ml/jax#40228)", () => {
    // https://github.com/jax-ml/jax/pull/40228
    onAll(rosenbrock, [0, 0], {}, reaches([1, 1]))
    onAll(rosenbrock, [-1.2, 1], {}, reaches([1, 1]))
  })

  it("Rosenbrock's function from far away (pytorch/pytorch#49993)", () => {
    // https://github.com/pytorch/pytorch/issues/49993
    for (const last of [1e2, 1e3, 1e4]) {
      onAll(rosenbrock, [76, 97, 20, 120, 0.01, last], {}, (result, name) => {
        assert.ok(result.converged, `${name}: ${result.status}`)
        // For n ≥ 4 there is a second minimum, near (−1, 1, …, 1).
        assert.ok(result.fx < 1e-8 || Math.abs(result.fx - 3.973940500930295) < 1e-6, name)
      })
    }
  })

  it("Rosenbrock's function in five dimensions, near the minimum (yixuan/LBFGSpp#21)", () => {
    // https://github.com/yixuan/LBFGSpp/issues/21
    onAll(rosenbrock, [1.3, 0.7, 0.8, 1.9, 1.2], {}, reaches([1, 1, 1, 1, 1]))
  })

  it('a logarithm that is NaN beyond 0 (rfeinman/pytorch-minimize#8)', () => {
    // https://github.com/rfeinman/pytorch-minimize/issues/8
    const f: Hard = ([x, y]) => ({
      value:
        -0.13784 * Math.log(x) +
        143.42357 * x ** 2 +
        23.90574 * x * y -
        291.90029 * x +
        y ** 2 -
        24.41997 * y,
      gradient: [
        -0.13784 / x + 2 * 143.42357 * x + 23.90574 * y - 291.90029,
        23.90574 * x + 2 * y - 24.41997,
      ],
    })
    onAll(f, [1, 0], {}, ({ converged, x, fx }, name) => {
      assert.ok(converged && x[0] > 0, name)
      assert.ok(fx < -148.8754, `${name}: ${fx}`)
    })
  })

  it('a flower, which has a corner for its minimum (mlverse/torch#516)', () => {
    // https://github.com/mlverse/torch/issues/516
    const flower: Hard = ([x, y]) => {
      const r = Math.hypot(x, y)
      const t = 4 * Math.atan2(y, x)
      const turn = (4 * Math.cos(t)) / r ** 2
      return { value: r + Math.sin(t), gradient: [x / r - turn * y, y / r + turn * x] }
    }
    onAll(flower, [20, 20], {}, ({ fx, status }, name) => {
      assert.ok(fx < -0.999999, `${name}: ${fx}, ${status}`)
    })
  })

  it('waves on a bowl (JuliaNLSolvers/Optim.jl#240)', () => {
    // https://github.com/JuliaNLSolvers/Optim.jl/issues/240
    const f: Hard = (x) => ({
      value: x[0] ** 2 + x[1] ** 2 - Math.cos(18 * x[0]) - Math.cos(18 * x[1]),
      gradient: x.map((xi) => 2 * xi + 18 * Math.sin(18 * xi)),
    })
    const next = uniform(3)
    for (let k = 0; k < 20; k++) {
      onAll(f, [next(), next()], {}, ({ status }, name) => {
        assert.equal(status, 'gradient-small', name)
      })
    }
  })

  it('a likelihood that overflows at the first step (google/jaxopt#409)', () => {
    // https://github.com/google/jaxopt/issues/409
    const f = logit(1000)
    const [a, b] = lbfgs(f, [0.4, 0.4]).x
    for (const x0 of [
      [0, 0],
      [0.5, 0.5],
      [5, -5],
      [-8, 8],
    ]) {
      onAll(f, x0, {}, reaches([a, b]))
    }
  })

  it('gradients of millions (jax-ml/jax#4594)', () => {
    // https://github.com/jax-ml/jax/issues/4594: the gradient of its start, on a parabola
    const gradient0 = [8428.3213677, -2903921.86042314, 6528682.31072694]
    const f: Hard = (x) => ({
      value: gradient0.reduce((sum, g, i) => sum + (Math.abs(g) / 2) * (x[i] - 1) ** 2, 0),
      gradient: x.map((xi, i) => Math.abs(gradient0[i]) * (xi - 1)),
    })
    onAll(f, [2, 0, 2], {}, reaches([1, 1, 1], 1e-9))
  })

  it('a tolerance at the limit of rounding (jax-ml/jax#15486)', () => {
    // https://github.com/jax-ml/jax/issues/15486
    const f: Hard = ([x]) => ({ value: x ** 2 + Math.exp(x), gradient: [2 * x + Math.exp(x)] })
    onAll(f, [0], { tolerance: 1e-10 }, reaches([-0.35173371124919584], 1e-10))
  })

  it('variances of QGARCH(1, 1), of which a quarter converged (jax-ml/jax#36793)', () => {
    // https://github.com/jax-ml/jax/issues/36793
    for (let seed = 1; seed <= 8; seed++) {
      const f = qgarch(seed, 400)
      const x0 = [0.2, 0.05, 0, 0.7]
      const { fx: least } = lbfgs(f, x0)
      onAll(f, x0, {}, ({ converged, status, fx }, name) => {
        assert.ok(converged, `${name}, series ${seed}: ${status}`)
        assert.ok(Math.abs(fx - least) < 1e-8, `${name}, series ${seed}: ${fx}`)
        // In series 4, β > 1: variances grow by more than rounding allows to follow.
        if (seed !== 4) assert.equal(status, 'gradient-small', `${name}, series ${seed}`)
      })
    }
  })

  it('noise on the values, not on the gradient (hjmshi/PyTorch-LBFGS#6)', () => {
    // https://github.com/hjmshi/PyTorch-LBFGS/issues/6
    const f: Hard = (x) => {
      const { value, gradient } = rosenbrock(x)
      const wave = Math.sin(12.9898 * x[0] + 78.233 * x[1]) * 43758.5453
      return { value: 1 + value + 1e-6 * (wave - Math.floor(wave)), gradient }
    }
    onAll(f, [-1.2, 1], { functionTolerance: 1e-8 }, ({ fx, nfev, status }, name) => {
      assert.ok(fx < 1 + 1e-5, `${name}: ${fx - 1}, ${status}`)
      assert.ok(nfev < 1000, `${name}: ${nfev}, ${status}`)
    })
  })

  it('a start within a thousandth of the minimum, with a large value (jump-dev/NLopt.jl#198)', () => {
    // https://github.com/jump-dev/NLopt.jl/issues/198
    const least = 1.1813604128656459
    const next = uniform(5)
    const x0 = Array.from({ length: 1000 }, () => least * (1 + 0.001 * (2 * next() - 1)))
    const f: Hard = (x) => ({
      value: x.reduce((sum, xi) => sum - 50 * xi + 300 * xi * (Math.log(xi) - 1), 0),
      gradient: x.map((xi) => -50 + 300 * Math.log(xi)),
    })
    onAll(f, x0, {}, reaches(x0.fill(least), 1e-8))
  })

  it('a bowl with a minimum below 0 (tensorflow/probability#1391)', () => {
    // https://github.com/tensorflow/probability/issues/1391
    for (const level of [0.1, -0.1]) {
      const f: Hard = (x) => ({
        value: x.reduce((sum, xi, i) => sum + (i + 1) * (xi - 1) ** 2, level),
        gradient: x.map((xi, i) => 2 * (i + 1) * (xi - 1)),
      })
      const x0 = Array.from({ length: 60 }, () => 0)
      onAll(f, x0, { functionTolerance: 1e-10 }, ({ converged, fx }, name) => {
        assert.ok(converged && Math.abs(fx - level) < 1e-8, `${name}: ${fx}`)
      })
    }
  })

  it("Powell's singular function, to 1e-10 (Powell 1962; Moré, Garbow and Hillstrom 1981, 13)", () => {
    onAll(powellSingular, [3, -1, 0, 1], { tolerance: 1e-10 }, ({ status, fx }, name) => {
      assert.equal(status, 'gradient-small', name)
      assert.ok(fx < 1e-12, `${name}: ${fx}`)
    })
  })
})
