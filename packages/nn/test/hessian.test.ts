import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { assertSymmetric } from '@kq/linalg/laws'
import { createRandom } from '@kq/linalg/random'
import fc from 'fast-check'
import { add } from '@kq/nn/add'
import { flatten } from '@kq/nn/flatten'
import { hessian } from '@kq/nn/hessian'
import { hvp } from '@kq/nn/hvp'
import { rootContext } from '@kq/nn/layer'
import { matmul } from '@kq/nn/matmul'
import { mlp } from '@kq/nn/mlp'
import { mul } from '@kq/nn/mul'
import { scale } from '@kq/nn/scale'
import { softmaxCrossEntropy } from '@kq/nn/softmax-cross-entropy'
import { sub } from '@kq/nn/sub'
import { sum } from '@kq/nn/sum'
import type { Variable } from '@kq/nn/tape'
import { matrixOf } from './arbitraries/matrices.ts'
import { direction, distance } from './laws/second-derivatives.ts'

const first = [[1, 0]]
const second = [[0, 1]]

/** 100 (x₂ − x₁²)² + (1 − x₁)² */
const rosenbrock = (x: Variable): Variable => {
  const [a, b] = [matmul(first, x), matmul(second, x)]
  const valley = sub(b, mul(a, a))
  const rest = sub(1, a)
  return add(scale(mul(valley, valley), 100), mul(rest, rest))
}

describe('hessian', () => {
  it('of a quadratic is A + Aᵀ, exactly', () => {
    const whole = fc.integer({ min: -9, max: 9 })
    const row = fc.array(whole, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 3 }), row, (A, x) => {
        const H = hessian((y) => sum(mul(y, matmul(A, y))))(x)
        const expected = A.map((values, i) => values.map((a, j) => a + A[j][i]))
        assert.deepEqual(
          H.toArray().map((values) => values.map((value) => value + 0)),
          expected,
        )
      }),
    )
  })

  it('of Rosenbrock’s function is the one of the textbook', () => {
    fc.assert(
      fc.property(matrixOf(1, 2), ([[x, y]]) => {
        const H = hessian(rosenbrock)([x, y]).toArray()
        const expected = [
          [1200 * x * x - 400 * y + 2, -400 * x],
          [-400 * x, 200],
        ]
        const size = 1200 * x * x + 400 * Math.abs(y) + 200
        assert.ok(distance(H.flat(), expected.flat()) <= 1e-14 * size)
      }),
    )
  })

  it('is symmetric to the last bit, and its products are those of hvp', () => {
    const network = mlp([2, 3, 2], { activation: 'tanh' })
    const parameters = network.init(createRandom(1), hostEngine())
    const f = (p: Readonly<Record<string, Variable>>, tape: Variable['tape']): Variable =>
      softmaxCrossEntropy(network.apply(p, tape.variable([[0.3, -0.7]]), rootContext()), [
        [0.2, 0.8],
      ])
    const x = flatten(parameters)
    const H = hessian(f, { like: parameters })(x)
    assert.deepEqual([H.rows, H.columns], [17, 17])
    assertSymmetric(H.toArray())
    const v = direction(x.length)
    const product = H.toArray().map((row) => row.reduce((total, h, j) => total + h * v[j], 0))
    assert.ok(distance(product, hvp(f, { like: parameters })(x, v)) < 1e-14)
  })

  it('is a matrix of the engine that was asked for, and all that is left', () => {
    const engine = hostEngine({ dtype: 'float32', poison: true })
    const H = hessian((x) => sum(mul(x, mul(x, x))), { engine })([[1, 2]])
    assert.equal(H.engine, engine)
    assert.deepEqual(H.toArray(), [
      [6, 0],
      [0, 12],
    ])
    assert.equal(engine.stats().liveMatrices, 1)
  })

  it('is empty where x is, and names itself in errors', () => {
    assert.deepEqual(hessian(sum)([]).toArray(), [])
    assert.throws(() => hessian((x) => x)([1, 2]), /expected 1×1/)
    assert.throws(() => hessian(() => 3 as unknown as Variable)([1]), /hessian: the function/)
  })
})
