import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { ShapeError } from '@kq/linalg/errors'
import { defaultHost, hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import fc from 'fast-check'
import { add } from '@kq/nn/add'
import { affine } from '@kq/nn/affine'
import { div } from '@kq/nn/div'
import { type Elementwise } from '@kq/nn/elementwise'
import { exp } from '@kq/nn/exp'
import { flatten } from '@kq/nn/flatten'
import { grad } from '@kq/nn/grad'
import { halfMse } from '@kq/nn/half-mse'
import { hvp } from '@kq/nn/hvp'
import { rootContext } from '@kq/nn/layer'
import { linear } from '@kq/nn/linear'
import { log } from '@kq/nn/log'
import { matmul } from '@kq/nn/matmul'
import { mean } from '@kq/nn/mean'
import { type ActivationName, mlp } from '@kq/nn/mlp'
import { mul } from '@kq/nn/mul'
import { neg } from '@kq/nn/neg'
import { relu } from '@kq/nn/relu'
import { scale } from '@kq/nn/scale'
import { sigmoid } from '@kq/nn/sigmoid'
import { sigmoidCrossEntropy } from '@kq/nn/sigmoid-cross-entropy'
import { softmaxCrossEntropy } from '@kq/nn/softmax-cross-entropy'
import { softplus } from '@kq/nn/softplus'
import { sub } from '@kq/nn/sub'
import { sum } from '@kq/nn/sum'
import { tanh } from '@kq/nn/tanh'
import type { Variable } from '@kq/nn/tape'
import {
  anyMatrix,
  awayFromZero,
  broadcastPair,
  matrixOf,
  sameShape,
  size,
} from './arbitraries/matrices.ts'
import { assertHessianProduct, direction, distance } from './laws/second-derivatives.ts'

// Each run compares three gradients' worth of work.
const few = { numRuns: 25 }

const losses = { halfMse, sigmoidCrossEntropy, softmaxCrossEntropy } as const

/** A small network's loss as a function of its parameters, and a point. */
function network(activation: ActivationName, loss: keyof typeof losses) {
  const net = mlp([3, 4, 2], { activation })
  const parameters = net.init(createRandom(3), hostEngine())
  const batch = matrix([
    [1, -2, 0.5],
    [0.25, 3, -1],
  ])
  const targets = matrix([
    [1, 0],
    [0.25, 0.75],
  ])
  const f = (p: Readonly<Record<string, Variable>>, { variable }: Variable['tape']): Variable =>
    losses[loss](net.apply(p, variable(batch), rootContext()), targets)
  return { f, like: parameters, x: flatten(parameters) }
}

describe('hvp', () => {
  describe('is the central difference of gradients, for', () => {
    for (const [name, operation] of Object.entries({ add, sub, mul })) {
      it(name, () => {
        fc.assert(
          fc.property(broadcastPair(), (inputs) => {
            assertHessianProduct(operation, inputs)
            assertHessianProduct((x) => operation(x, x), [inputs[0]])
            assertHessianProduct((x) => operation(1.5, x), [inputs[0]])
          }),
          few,
        )
      })
    }

    it('div', () => {
      fc.assert(
        fc.property(broadcastPair({}, { min: 1, max: 3 }), (inputs) =>
          assertHessianProduct(div, inputs),
        ),
        few,
      )
    })

    it('matmul, in every way', () => {
      const sizes = fc.tuple(size, size, size, fc.boolean(), fc.boolean())
      const cases = sizes.chain(([m, k, n, transposeA, transposeB]) =>
        fc.tuple(
          matrixOf(transposeA ? k : m, transposeA ? m : k),
          matrixOf(transposeB ? n : k, transposeB ? k : n),
          fc.constant({ transposeA, transposeB }),
        ),
      )
      fc.assert(
        fc.property(cases, ([a, b, options]) => {
          assertHessianProduct((A, B) => matmul(A, B, options), [a, b])
          assertHessianProduct((A) => matmul(A, b, options), [a])
        }),
        few,
      )
    })

    it('affine', () => {
      const cases = fc
        .tuple(size, size, size)
        .chain(([n, inputs, outputs]) =>
          fc.tuple(matrixOf(outputs, inputs + 1), matrixOf(n, inputs)),
        )
      fc.assert(
        fc.property(cases, (inputs) => assertHessianProduct(affine, inputs)),
        few,
      )
    })

    const elementwise: Readonly<Record<string, Elementwise>> = {
      exp,
      linear,
      sigmoid,
      softplus,
      tanh,
    }
    for (const [name, operation] of Object.entries(elementwise)) {
      it(name, () => {
        fc.assert(
          fc.property(anyMatrix(), (x) => {
            assertHessianProduct((v) => operation(v), [x])
            const weights = [x[0].map((_, c) => c + 1).concat(2)]
            assertHessianProduct(
              (v) => affine(v.tape.variable(weights), operation(v, { appendOnes: true })),
              [x],
            )
          }),
          few,
        )
      })
    }

    it('log', () => {
      fc.assert(
        fc.property(anyMatrix({ min: 0.5, max: 3 }), (x) =>
          assertHessianProduct((v) => log(v), [x]),
        ),
        few,
      )
    })

    it('relu, away from its kink', () => {
      fc.assert(
        fc.property(anyMatrix(), (x) => assertHessianProduct((v) => relu(v), [awayFromZero(x)])),
        few,
      )
    })

    it('neg and scale', () => {
      fc.assert(
        fc.property(anyMatrix(), (x) => {
          assertHessianProduct(neg, [x])
          assertHessianProduct((v) => scale(v, -0.3), [x])
        }),
        few,
      )
    })

    for (const [name, operation] of Object.entries({ sum, mean })) {
      it(name, () => {
        fc.assert(
          fc.property(anyMatrix(), (x) => {
            for (const axis of ['rows', 'columns', 'all'] as const) {
              assertHessianProduct((v) => operation(v, axis), [x])
            }
          }),
          few,
        )
      })
    }

    for (const [name, loss] of Object.entries(losses)) {
      it(name, () => {
        fc.assert(
          fc.property(sameShape({}, { min: 0, max: 1 }), ([z, t]) =>
            assertHessianProduct((v) => loss(v, t), [z]),
          ),
          few,
        )
      })
    }
  })

  for (const loss of Object.keys(losses) as (keyof typeof losses)[]) {
    it(`is the central difference of gradients of a network with ${loss}`, () => {
      for (const activation of ['tanh', 'sigmoid', 'softplus', 'relu'] as const) {
        const { f, like, x } = network(activation, loss)
        const v = direction(x.length)
        const gradient = grad(f, { like })
        const h = 1e-5
        const [right, left] = [h, -h].map((t) => gradient(x.map((value, i) => value + t * v[i])))
        const expected = right.map((value, i) => (value - left[i]) / (2 * h))
        const error = distance(hvp(f, { like })(x, v), expected)
        assert.ok(error < 1e-8, `${activation}: ${error}`)
      }
    })
  }

  it('of a quadratic is A v, exactly', () => {
    const whole = fc.integer({ min: -9, max: 9 })
    const cases = fc.integer({ min: 1, max: 5 }).chain((n) => {
      const vector = fc.array(whole, { minLength: n, maxLength: n })
      return fc.tuple(fc.array(vector, { minLength: n, maxLength: n }), vector, vector)
    })
    fc.assert(
      fc.property(cases, ([A, x, v]) => {
        const product = hvp((y) => sum(mul(y, matmul(A, y))))
        const expected = A.map((row, i) =>
          row.reduce((total, a, j) => total + (a + A[j][i]) * v[j], 0),
        )
        assert.equal(distance(product(x, v), expected), 0)
      }),
    )
  })

  it('is linear in v, and symmetric', () => {
    const { f, like, x } = network('tanh', 'softmaxCrossEntropy')
    const product = hvp(f, { like })
    const numbers = fc.double({ min: -2, max: 2, noNaN: true })
    const vector = fc.array(numbers, { minLength: x.length, maxLength: x.length })
    fc.assert(
      fc.property(vector, vector, numbers, (u, w, factor) => {
        const [Hu, Hw] = [product(x, u), product(x, w)]
        const both = product(
          x,
          u.map((value, i) => value + factor * w[i]),
        )
        assert.ok(
          distance(
            both,
            Hu.map((value, i) => value + factor * Hw[i]),
          ) < 1e-12,
        )
        const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
          Array.from(a).reduce((total, value, i) => total + value * b[i], 0)
        assert.ok(Math.abs(dot(u, Hw) - dot(w, Hu)) < 1e-12)
      }),
      few,
    )
  })

  it('counts relu as flat at 0 and below', () => {
    const product = hvp((x) => sum(mul(relu(x), relu(x))))
    assert.deepEqual([...product([-1, 0, 2], [1, 1, 1])], [0, 0, 2])
  })

  it('is right where all logits are 0, though the stable formulas have kinks there', () => {
    const at = (f: (z: Variable) => Variable): number[] => [
      ...hvp(f, { like: { rows: 1, columns: 2 } })([0, 0], [1, 0]),
    ]
    assert.deepEqual(
      at((z) => sigmoidCrossEntropy(z, [[1, 0]])),
      [0.25, 0],
    )
    assert.deepEqual(
      at((z) => softmaxCrossEntropy(z, [[1, 0]])),
      [0.25, -0.25],
    )
    assert.deepEqual(
      at((z) => sum(softplus(z))),
      [0.25, 0],
    )
    assert.deepEqual(
      at((z) => sum(mul(sigmoid(z), sigmoid(z)))),
      [0.125, 0],
    )
  })

  it('takes matrices as constants on either side, and leaves nothing behind', () => {
    const engine = hostEngine({ poison: true })
    const A = matrix(
      [
        [1, 2],
        [3, 4],
      ],
      engine,
    )
    const before = engine.stats()
    const product = hvp((x) => sum(mul(A, mul(matmul(A, x), mul(matmul(x, [[1, 1]]), A)))), {
      engine,
    })
    const differences = grad((x) => sum(mul(A, mul(matmul(A, x), mul(matmul(x, [[1, 1]]), A)))), {
      engine,
    })
    const [right, left] = [differences([1, 3]), differences([1, 1])]
    assert.deepEqual(
      [...product([1, 2], [0, 1])],
      right.map((value, i) => (value - left[i]) / 2).reduce<number[]>((all, y) => [...all, y], []),
    )
    assert.throws(
      () =>
        hvp(
          () => {
            throw new Error('boom')
          },
          { engine },
        )([1], [1]),
      /boom/,
    )
    assert.deepEqual(engine.stats(), before)
    const host = defaultHost().stats()
    hvp((x) => sum(exp(x)))([1], [1])
    assert.deepEqual(defaultHost().stats(), host)
  })

  it('is zero for what f does not use, and for an f that uses nothing', () => {
    const like = { used: { rows: 1, columns: 1 }, unused: { rows: 2, columns: 1 } }
    const product = hvp(({ used }) => mul(used, used), { like })
    assert.deepEqual([...product([3, 1, 2], [1, 1, 1])], [2, 0, 0])
    assert.deepEqual([...hvp(({ tape }) => tape.variable([[7]]))([1, 2], [1, 1])], [0, 0])
    assert.deepEqual([...hvp(sum)([1, 2], [1, 1])], [0, 0])
  })

  it('refuses a v of another length, and names itself in errors', () => {
    assert.throws(
      () => hvp(sum)([1, 2, 3], [1, 2]),
      (error) =>
        error instanceof ShapeError &&
        error.message.startsWith('hvp: v has length 2 and x length 3'),
    )
    assert.throws(
      () => hvp(sum, { like: { rows: 2, columns: 2 } })([1], [1]),
      /hvp: x has length 1/,
    )
    assert.throws(
      () => hvp(() => 3 as unknown as Variable)([1], [1]),
      /hvp: the function returned 3/,
    )
    assert.throws(() => hvp((x) => x)([1, 2], [1, 1]), /expected 1×1/)
  })
})
