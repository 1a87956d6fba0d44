import assert from 'node:assert/strict'
import { ShapeError } from '@kq/linalg/errors'
import { hostEngine } from '@kq/linalg/host'
import type { Matrix } from '@kq/linalg/matrix'
import { free, scope } from '@kq/linalg/scope'
import fc from 'fast-check'
import { add } from '@kq/nn/add'
import { affine } from '@kq/nn/affine'
import { exp } from '@kq/nn/exp'
import { matmul } from '@kq/nn/matmul'
import { mul } from '@kq/nn/mul'
import { neg } from '@kq/nn/neg'
import { scale } from '@kq/nn/scale'
import { sum } from '@kq/nn/sum'
import { createTape, type Variable } from '@kq/nn/tape'
import { countingEngine, shapesOf } from './laws/counting-engine.ts'
import { assertGradient, toArray } from './laws/gradients.ts'

describe('createTape', () => {
  describe('variables', () => {
    it('know value, shape and homogeneous form', () => {
      const x = createTape().variable([[1, 2]])
      assert.deepEqual([x.rows, x.columns], [1, 2])
      assert.deepEqual(toArray(x.value), [[1, 2]])
      assert.deepEqual(toArray(x.homogeneous), [[1, 2, 1]])
      assert.equal(x.homogeneous, x.homogeneous)
    })

    it('given in homogeneous form know their value', () => {
      const x = createTape().variable([[1, 2, 1]], { homogeneous: true })
      assert.deepEqual([x.rows, x.columns], [1, 2])
      assert.deepEqual(toArray(x.value), [[1, 2]])
      assert.equal(x.value, x.value)
      assert.throws(() => createTape().variable([], { homogeneous: true }), ShapeError)
    })

    it('live on the engine that is given, or that their matrix is of', () => {
      const [engine, other] = [hostEngine({ dtype: 'float32' }), hostEngine()]
      const tape = createTape(engine)
      assert.equal(tape.variable([[1]]).value.engine, engine)
      assert.equal(tape.variable(other.upload([1], { rows: 1, columns: 1 })).value.engine, other)
    })

    it('make a form again that a scope has freed', () => {
      const tape = createTape(hostEngine({ poison: true }))
      const x = tape.variable([[1, 2]])
      const y = tape.variable([[3, 1]], { homogeneous: true })
      scope(() => void [x.homogeneous, y.value])
      assert.deepEqual(toArray(x.homogeneous), [[1, 2, 1]])
      assert.deepEqual(toArray(y.value), [[3]])
    })
  })

  describe('gradients', () => {
    it('sums over all paths', () => {
      const build = (x: Variable, y: Variable): Variable => {
        const product = mul(x, y)
        return add(mul(product, x), add(exp(product), mul(product, product)))
      }
      fc.assert(
        fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (value) =>
          assertGradient(build, [[[value, 0.5]], [[0.3, -value]]]),
        ),
      )
    })

    it('has zeros of the right shape for what does not matter', () => {
      const tape = createTape()
      const x = tape.variable([[2]])
      const unused = tape.variable([
        [1, 2, 3],
        [4, 5, 6],
      ])
      const of = mul(x, x)
      const later = mul(of, x)
      const found = tape.gradients(of, [unused, x, later]).map(toArray)
      assert.deepEqual(found, [
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
        [[4]],
        [[0]],
      ])
    })

    it('of a variable by itself is 1', () => {
      const x = createTape().variable([[5]])
      assert.deepEqual(x.tape.gradients(x, [x]).map(toArray), [[[1]]])
    })

    it('of different variables on one tape do not mix', () => {
      const tape = createTape()
      const x = tape.variable([[3]])
      const [square, double] = [mul(x, x), scale(x, 2)]
      assert.deepEqual(tape.gradients(square, [x]).map(toArray), [[[6]]])
      assert.deepEqual(tape.gradients(double, [x]).map(toArray), [[[2]]])
      assert.deepEqual(tape.gradients(square, [x]).map(toArray), [[[6]]])
    })

    it('are computed for what leads to the variables, and for nothing else', () => {
      const { engine, calls } = countingEngine()
      const tape = createTape()
      const leaf = (rows: number, columns: number): Variable =>
        tape.variable(engine.upload(new Float64Array(rows * columns).fill(0.5), { rows, columns }))
      const [x, first, second] = [leaf(2, 3), leaf(4, 4), leaf(5, 5)]
      const hidden = affine(first, x)
      const loss = sum(affine(second, hidden))
      const gemmsFor = (...wrt: Variable[]): string[] => {
        calls.length = 0
        tape.gradients(loss, wrt)
        return shapesOf(calls, 'gemm')
      }
      assert.deepEqual(gemmsFor(second), ['5×5'])
      assert.deepEqual(gemmsFor(hidden), ['2×4'])
      assert.deepEqual(gemmsFor(first), ['4×4'])
      assert.deepEqual(gemmsFor(x), ['2×3'])
      assert.deepEqual(gemmsFor(x, first, hidden, second), [])
    })

    it('asked for piecemeal are those asked for at once', () => {
      const values = [0.3, -0.7, 1.1]
      const build = (): { variables: Variable[]; of: Variable } => {
        const tape = createTape()
        const [a, b, c] = values.map((value) => tape.variable([[value]]))
        const d = mul(a, b)
        const e = exp(add(d, c))
        const f = mul(e, d)
        return { variables: [a, b, c, d, e, f], of: add(mul(f, e), mul(f, a)) }
      }
      const whole = build()
      const expected = whole.of.tape.gradients(whole.of, whole.variables).map(toArray)
      const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 })
      const drop = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 })
      fc.assert(
        fc.property(order, drop, (indices, freed) => {
          const { variables, of } = build()
          for (const index of indices) {
            const [gradient] = of.tape.gradients(of, [variables[index]])
            assert.deepEqual(toArray(gradient), expected[index])
            if (freed[index]) free(gradient)
          }
        }),
      )
    })

    it('are computed again where a scope has freed them', () => {
      const tape = createTape(hostEngine({ poison: true }))
      const x = tape.variable([[2, 3]])
      const of = sum(mul(neg(x), x))
      scope(() => void tape.gradients(of, [x]))
      assert.deepEqual(toArray(tape.gradients(of, [x])[0]), [[-4, -6]])
    })

    it('on the way are freed as soon as they have been passed on', () => {
      const engine = hostEngine({ poison: true })
      const live: number[] = []
      const chain = (length: number): number => {
        const x = createTape(engine).variable([[1, 2]])
        const watched = x.tape.record(x.value, [
          {
            variable: x,
            vjp: (g) => {
              live.push(engine.stats().liveMatrices)
              return neg(x.tape.variable(g)).value
            },
          },
        ])
        let y = watched
        for (let k = 0; k < length; k++) y = neg(y)
        const of = sum(y)
        const before = engine.stats().liveMatrices
        const [gradient] = scope(() => x.tape.gradients(of, [x]))
        assert.deepEqual(toArray(gradient), [[-((-1) ** length), -((-1) ** length)]])
        assert.equal(engine.stats().liveMatrices, before + 1)
        free(gradient)
        return live.at(-1)! - before
      }
      assert.equal(chain(50), chain(3))
    })

    it('are left alone where a vector–Jacobian product passes on what is not its own', () => {
      const tape = createTape(hostEngine({ poison: true }))
      const [x, constant] = [tape.variable([[2]]), tape.variable([[7]]).value]
      const passing = (from: Variable, vjp: (g: Matrix) => Matrix): Variable =>
        tape.record(from.value, [{ variable: from, vjp }])
      const middle = passing(x, (g) => g)
      const of = passing(
        passing(middle, () => constant),
        (g) => g,
      )
      const found = scope(() => tape.gradients(of, [x, middle]))
      assert.deepEqual(found.map(toArray), [[[7]], [[7]]])
      assert.equal(constant.freed, false)
    })

    it('are whole after a vector–Jacobian product that threw', () => {
      const tape = createTape()
      const x = tape.variable([[2]])
      let broken = true
      const fragile = tape.record(x.value, [
        {
          variable: x,
          vjp: (g) => {
            if (broken) throw new Error('out of order')
            return g
          },
        },
      ])
      const of = add(fragile, mul(x, x))
      assert.throws(() => tape.gradients(of, [x]), /out of order/)
      broken = false
      assert.deepEqual(toArray(tape.gradients(of, [x])[0]), [[5]])
    })

    it('go through ten thousand operations', () => {
      const tape = createTape()
      const x = tape.variable([[1]])
      let y = x
      for (let i = 0; i < 10000; i++) y = neg(y)
      assert.deepEqual(toArray(tape.gradients(y, [x])[0]), [[1]])
    })

    it('pass NaN on', () => {
      const tape = createTape()
      const [x, y] = [tape.variable([[Number.NaN]]), tape.variable([[2]])]
      const [dx, dy] = tape.gradients(mul(mul(x, x), y), [x, y]).map(toArray)
      assert.deepEqual([dx, dy], [[[Number.NaN]], [[Number.NaN]]])
    })

    it('are refused for a variable that is not 1×1', () => {
      const x = createTape().variable([[1, 2]])
      assert.throws(
        () => x.tape.gradients(x, [x]),
        (error) => error instanceof ShapeError && /is 1×2; expected 1×1.*sum/.test(error.message),
      )
    })

    it('are refused for variables of another tape', () => {
      const [x, y] = [createTape().variable([[1]]), createTape().variable([[1]])]
      assert.throws(() => x.tape.gradients(x, [y]), /two tapes/)
      assert.throws(() => x.tape.gradients(y, [x]), /two tapes/)
      assert.throws(() => add(x, y), /two tapes/)
      assert.throws(() => matmul(x, y), /two tapes/)
      assert.throws(() => affine(createTape().variable([[1, 2]]), x), /two tapes/)
    })
  })

  it('owns no memory: a scope frees all that was made on it', () => {
    const engine = hostEngine({ poison: true })
    const before = engine.stats().liveMatrices
    scope(() => {
      const x = createTape(engine).variable([[1, 2]])
      x.tape.gradients(sum(mul(x, x)), [x])
    })
    assert.equal(engine.stats().liveMatrices, before)
  })
})
