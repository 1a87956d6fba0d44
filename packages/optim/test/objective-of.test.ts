import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { flatten } from '@kq/nn/flatten'
import { halfMse } from '@kq/nn/half-mse'
import { rootContext } from '@kq/nn/layer'
import { mlp } from '@kq/nn/mlp'
import { mul } from '@kq/nn/mul'
import { sub } from '@kq/nn/sub'
import { sum } from '@kq/nn/sum'
import { lbfgs } from '../src/lbfgs.ts'
import { objectiveOf } from '../src/objective-of.ts'

describe('objectiveOf', () => {
  it('gives f, ∇f and products with ∇²f', () => {
    const f = objectiveOf((x) => sum(mul(x, mul(x, x))))
    assert.deepEqual(f(Float64Array.of(1, 2)), { value: 9, gradient: Float64Array.of(3, 12) })
    const product = f.hessianProduct(Float64Array.of(1, 2), Float64Array.of(10, 1))
    assert.deepEqual(product, Float64Array.of(60, 12))
  })

  it('is minimised without a warning', () => {
    const target = [[1], [2], [3]]
    const f = objectiveOf((x) => sum(mul(sub(x, target), sub(x, target))))
    const { x, converged, warnings } = lbfgs(f, [0, 0, 0])
    assert.ok(converged)
    x.forEach((xi, i) => assert.ok(Math.abs(xi - target[i][0]) < 1e-6))
    assert.deepEqual(warnings, [])
  })

  it('fits a network whose parameters are one vector', () => {
    const network = mlp([1, 4, 1], { activation: 'tanh' })
    const like = network.init(createRandom(1), hostEngine())
    const inputs = [[-1], [-0.5], [0], [0.5], [1]]
    const targets = inputs.map(([a]) => [a * a])
    const loss = objectiveOf(
      (p, tape) => halfMse(network.apply(p, tape.variable(inputs), rootContext()), targets),
      { like },
    )
    const x0 = flatten(like)
    const { fx } = lbfgs(loss, x0, { maxIterations: 200 })
    assert.ok(fx < 1e-3 * loss(x0).value, `${fx}`)
  })
})
