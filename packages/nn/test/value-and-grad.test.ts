import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { EngineError, ShapeError } from '@kq/linalg/errors'
import { defaultHost, hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import type { VectorLike } from '@kq/linalg/matrix'
import { createRandom } from '@kq/linalg/random'
import { scope } from '@kq/linalg/scope'
import fc from 'fast-check'
import { add } from '@kq/nn/add'
import { exp } from '@kq/nn/exp'
import { flatten } from '@kq/nn/flatten'
import { forward } from '@kq/nn/forward'
import { halfMse } from '@kq/nn/half-mse'
import { rootContext } from '@kq/nn/layer'
import { matmul } from '@kq/nn/matmul'
import { mlp } from '@kq/nn/mlp'
import { mul } from '@kq/nn/mul'
import { scale } from '@kq/nn/scale'
import { sub } from '@kq/nn/sub'
import { sum } from '@kq/nn/sum'
import type { TapeFunction } from '@kq/nn/tape-function'
import { createTape, type Variable } from '@kq/nn/tape'
import { valueAndGrad } from '@kq/nn/value-and-grad'
import { toArray } from './laws/gradients.ts'

const squares = (x: Variable): Variable => sum(mul(x, x))

describe('valueAndGrad', () => {
  it('is the value and the gradient, of a column where x is flat', () => {
    const given: number[][] = []
    const f = valueAndGrad((x) => {
      given.push([x.rows, x.columns])
      return sum(mul(exp(x), [1, 2, 3]))
    })
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (x) => {
          const expected = x.map((value, i) => (i + 1) * Math.exp(value))
          const { value, gradient } = f(x)
          assert.deepEqual([...gradient], expected)
          assert.ok(Math.abs(value - expected.reduce((a, b) => a + b)) <= 1e-14 * value)
        },
      ),
    )
    assert.deepEqual(given.at(-1), [3, 1])
  })

  it('takes numbers in every form, and never changes them', () => {
    const f = valueAndGrad((x) => sum(mul(x, mul(x, x))))
    const flat: VectorLike[] = [
      [1, 2, 3],
      Float64Array.of(1, 2, 3),
      Float32Array.of(1, 2, 3),
      { data: Float64Array.of(9, 3, 9, 2, 9, 1), shape: [3], stride: [-2], offset: 5 },
      matrix([1, 2, 3]),
      matrix([1, 2, 3], hostEngine({ dtype: 'float32' })),
    ]
    for (const x of flat) {
      const before = structuredClone(x instanceof Float64Array ? [...x] : [])
      const { value, gradient } = f(x)
      assert.equal(value, 36)
      assert.ok(gradient instanceof Float64Array)
      assert.deepEqual([...gradient], [3, 12, 27])
      if (x instanceof Float64Array) assert.deepEqual([...x], before)
    }
    const tall = valueAndGrad((x) => {
      assert.deepEqual([x.rows, x.columns], [2, 3])
      return sum(
        mul(x, [
          [1, 2, 3],
          [4, 5, 6],
        ]),
      )
    })
    const rows = [
      [0, 0, 0],
      [0, 0, 1],
    ]
    for (const x of [rows, matrix(rows), { rows: 2, columns: 3, get: () => 0 }]) {
      assert.deepEqual([...tall(x).gradient], [1, 2, 3, 4, 5, 6])
    }
    assert.deepEqual(f([]), { value: 0, gradient: new Float64Array(0) })
  })

  it('gives a gradient of its own every time, also inside of scopes', () => {
    const f = valueAndGrad(squares)
    const [first, second] = scope(() => [f([1, 2]), f([3, 4])])
    assert.deepEqual([...first.gradient], [2, 4])
    assert.deepEqual([...second.gradient], [6, 8])
  })

  it('cuts a flat x into the matrices of `like`, row-major, in the order of the names', () => {
    const like = { W: { rows: 2, columns: 3 }, b: { rows: 1, columns: 2 } }
    const seen: number[][][] = []
    const f = valueAndGrad(
      ({ W, b }) => {
        seen.push(toArray(W.value), toArray(b.value))
        return add(sum(scale(W, 2)), sum(mul(b, b)))
      },
      { like },
    )
    const { gradient } = f([1, 2, 3, 4, 5, 6, 7, 8])
    assert.deepEqual(seen, [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [[7, 8]],
    ])
    assert.deepEqual([...gradient], [2, 2, 2, 2, 2, 2, 14, 16])
    const square = valueAndGrad((x) => sum(matmul(x, x)), { like: { rows: 2, columns: 2 } })
    assert.equal(square([1, 2, 3, 4]).value, 54)
    assert.throws(
      () => f([1, 2]),
      (error) =>
        error instanceof ShapeError &&
        /x has length 2, but `like` describes 8 numbers \(W 2×3, b 1×2\)/.test(error.message),
    )
  })

  it('is the gradient of a network by its parameters as the tape gives it', () => {
    const network = mlp([2, 3, 1], { activation: 'tanh' })
    const parameters = network.init(createRandom(1), hostEngine())
    const [batch, targets] = [
      [
        [1, 2],
        [3, 4],
      ],
      [[0], [1]],
    ]
    const { value, gradient } = valueAndGrad(
      (p, tape) => halfMse(network.apply(p, tape.variable(batch), rootContext()), targets),
      { like: parameters },
    )(flatten(parameters))
    const { tape, variables, output } = forward(network, parameters, batch)
    const loss = halfMse(output, targets)
    const expected = tape.gradients(loss, Object.values(variables))
    assert.equal(value, toArray(loss.value)[0][0])
    assert.deepEqual(
      [...gradient],
      expected.flatMap((g) => toArray(g).flat()),
    )
  })

  it('has zeros for what f does not use, and for an f that uses nothing', () => {
    const like = { used: { rows: 1, columns: 1 }, unused: { rows: 2, columns: 1 } }
    const f = valueAndGrad(({ used }) => mul(used, used), { like })
    assert.deepEqual([...f([3, 1, 2]).gradient], [6, 0, 0])
    const constant = valueAndGrad(({ tape }) => tape.variable([[7]]))
    assert.deepEqual(constant([1, 2]), { value: 7, gradient: new Float64Array(2) })
  })

  it('computes on the engine that is asked for, with matrices of that engine as constants', () => {
    const engine = hostEngine({ dtype: 'float32', poison: true })
    const weights = matrix([0.1, 0.2], engine)
    const f = valueAndGrad((x) => sum(mul(weights, x)), { engine })
    assert.deepEqual([...f([1, 1]).gradient], [Math.fround(0.1), Math.fround(0.2)])
    const onHost = matrix([0.1, 0.2])
    assert.deepEqual([...valueAndGrad((x) => sum(mul(onHost, x)))([1, 1]).gradient], [0.1, 0.2])
  })

  it('leaves nothing behind, also where f throws', () => {
    const engine = hostEngine({ poison: true })
    const f = valueAndGrad(squares, { engine })
    for (let time = 0; time < 3; time++) f([1, 2, 3])
    const failing = valueAndGrad(
      (x) => {
        squares(x)
        throw new Error('boom')
      },
      { engine },
    )
    assert.throws(() => failing([1]), /boom/)
    assert.deepEqual(engine.stats(), { liveMatrices: 0, liveBytes: 0 })
    const before = defaultHost().stats()
    valueAndGrad(squares)([[1], [2]])
    assert.deepEqual(defaultHost().stats(), before)
  })

  it('refuses what is not a 1×1 variable of its tape, saying what to do', () => {
    const given =
      (result: unknown): TapeFunction =>
      () =>
        result as Variable
    assert.throws(
      () => valueAndGrad(given(3))([1]),
      /valueAndGrad: the function returned 3; .*sum or mean/,
    )
    assert.throws(() => valueAndGrad(given(undefined))([1]), /returned undefined/)
    assert.throws(() => valueAndGrad(given(null))([1]), /returned null/)
    assert.throws(() => valueAndGrad(given({}))([1]), /returned an object \(Object\)/)
    assert.throws(() => valueAndGrad(given(Object.create(null)))([1]), /without a class/)
    assert.throws(() => valueAndGrad(given(Promise.resolve(1)))([1]), /returned a promise/)
    assert.throws(
      () => valueAndGrad((x) => sub(x, 1))([1, 2]),
      (error) =>
        error instanceof ShapeError && /2×1; expected 1×1: reduce it with sum/.test(error.message),
    )
    const elsewhere = createTape().variable([[1]])
    assert.throws(() => valueAndGrad(() => elsewhere)([1]), /two tapes/)
  })

  it('refuses an x whose values cannot be seen, saying what to do', () => {
    const hidden = matrix([1, 2], opaqueEngine())
    assert.throws(
      () => valueAndGrad(squares)(hidden),
      (error) => error instanceof EngineError && /engine opaque.*await read/.test(error.message),
    )
  })
})
