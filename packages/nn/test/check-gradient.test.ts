import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { ShapeError } from '@kq/linalg/errors'
import fc from 'fast-check'
import { checkGradient, type FunctionWithGradient } from '@kq/nn/check-gradient'
import { exp } from '@kq/nn/exp'
import { log } from '@kq/nn/log'
import { mul } from '@kq/nn/mul'
import { relu } from '@kq/nn/relu'
import { sum } from '@kq/nn/sum'
import { tanh } from '@kq/nn/tanh'
import type { Variable } from '@kq/nn/tape'
import { valueAndGrad } from '@kq/nn/value-and-grad'

/** Σ xᵢ³ + x₀ x₁, with component `wrong` of the gradient multiplied. */
const cubic =
  (wrong = -1, factor = 1): FunctionWithGradient =>
  (x) => {
    const gradient = x.map((value, i) => 3 * value * value + (i === 0 ? x[1] : i === 1 ? x[0] : 0))
    if (wrong >= 0) gradient[wrong] *= factor
    return { value: x.reduce((total, value) => total + value ** 3, 0) + x[0] * x[1], gradient }
  }

/** Σ e^xᵢ, with component 1 of the gradient multiplied. */
const exponential =
  (factor = 1): FunctionWithGradient =>
  (x) => ({
    value: x.reduce((total, value) => total + Math.exp(value), 0),
    gradient: x.map((value, i) => Math.exp(value) * (i === 1 ? factor : 1)),
  })

const numbers = fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), {
  minLength: 2,
  maxLength: 6,
})

describe('checkGradient', () => {
  it('agrees with a right gradient', () => {
    fc.assert(
      fc.property(numbers, (x) => {
        const { ok, message } = checkGradient(cubic(), x)
        assert.ok(ok, message)
      }),
    )
  })

  it('is not misled by strong curvature', () => {
    const steep: FunctionWithGradient = ([x]) => ({
      value: Math.exp(100 * x),
      gradient: [100 * Math.exp(100 * x)],
    })
    assert.ok(checkGradient(steep, [1]).maxError < 1e-8)
  })

  it('finds the component that is wrong, and says by how much', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.constantFrom(-1, 0, 0.999, 1.0001, 2), (x, at, factor) => {
        const wrong = at % x.length
        const found = checkGradient(cubic(wrong, factor), x)
        const right = cubic()(Float64Array.from(x)).gradient as Float64Array
        assert.equal(found.ok, false)
        assert.equal(found.index, wrong)
        assert.equal(found.analytic, right[wrong] * factor)
        assert.ok(Math.abs(found.numeric - right[wrong]) < 1e-5 * right[wrong])
        assert.equal(found.components.length, x.length)
        assert.equal(found.components[wrong].error, found.maxError)
        assert.match(
          found.message,
          new RegExp(`in 1 of ${x.length} components.* at \\[${wrong}\\]`),
        )
      }),
    )
  })

  it('judges alike at every scale of f and x', () => {
    for (const f of [1e-12, 1e-4, 1e4, 1e12]) {
      for (const s of [1e-9, 1e-3, 1, 1e6]) {
        const scaled =
          (inner: FunctionWithGradient): FunctionWithGradient =>
          (x) => {
            const { value, gradient } = inner(x.map((number) => number / s))
            return {
              value: f * value,
              gradient: (gradient as Float64Array).map((g) => (f * g) / s),
            }
          }
        const x = [1.5, 0.25, 0.75].map((number) => number * s)
        const right = checkGradient(scaled(exponential()), x)
        assert.ok(right.ok, `f × ${f}, x × ${s}: ${right.message}`)
        const wrong = checkGradient(scaled(exponential(1.001)), x)
        assert.ok(!wrong.ok && wrong.index === 1, `f × ${f}, x × ${s}: ${wrong.message}`)
      }
    }
  })

  it('takes rounding of a large value for what it is', () => {
    const offset =
      (wrong: number): FunctionWithGradient =>
      (x) => ({ value: 1e8 + x[0], gradient: [wrong] })
    assert.ok(checkGradient(offset(1), [1]).ok)
    assert.ok(!checkGradient(offset(1.5), [1]).ok)
  })

  it('steps at 0, and beside much larger numbers', () => {
    const right: FunctionWithGradient = (x) => ({
      value: Math.sin(x[0]) + x[1] ** 2 * 1e-6,
      gradient: [Math.cos(x[0]), 2e-6 * x[1]],
    })
    for (const x of [
      [0, 0],
      [0, 1e3],
      [1e-12, 1e3],
    ]) {
      const { ok, message } = checkGradient(right, x)
      assert.ok(ok, message)
    }
  })

  it('takes what valueAndGrad takes, and what it gives', () => {
    const f = (x: Variable): Variable => sum(mul(tanh(x), exp(x)))
    for (const found of [
      checkGradient(f, [0.5, -1, 2]),
      checkGradient(valueAndGrad(f), [0.5, -1, 2]),
      checkGradient(f, [[0.5, -1, 2]]),
      checkGradient(({ tape }) => tape.variable([[1]]), [1, 2]),
    ]) {
      assert.ok(found.ok, found.message)
    }
  })

  it('takes gradients of every form, and calls f 4n + 1 times with copies', () => {
    const x = [1, 2]
    let calls = 0
    for (const form of [
      (g: number[]) => g,
      (g: number[]) => Float64Array.from(g),
      (g: number[]) => matrix(g),
      (g: number[]) => ({ data: g, shape: [2], stride: [1], offset: 0 }),
    ]) {
      calls = 0
      const { ok, message } = checkGradient((at: Float64Array) => {
        calls++
        const value = at[0] * at[1]
        const gradient = form([at[1], at[0]])
        at.fill(Number.NaN)
        return { value, gradient }
      }, x)
      assert.ok(ok, message)
      assert.equal(calls, 9)
    }
    assert.deepEqual(x, [1, 2])
  })

  it('says of a kink that it may be one', () => {
    const { ok, analytic, numeric, message } = checkGradient((x) => sum(relu(x)), [1, 0])
    assert.deepEqual([ok, analytic], [false, 0])
    assert.ok(Math.abs(numeric - 0.5) < 1e-9)
    assert.match(message, /kink/)
    assert.ok(checkGradient((x) => sum(relu(x)), [1, -1e-3]).ok)
  })

  it('says where f is not finite', () => {
    const { ok, maxError, message } = checkGradient((x) => sum(log(x)), [1e-6, 1])
    assert.deepEqual([ok, maxError], [false, Number.POSITIVE_INFINITY])
    assert.match(message, /not finite on both sides/)
    const nan: FunctionWithGradient = (x) => ({ value: x[0], gradient: [Number.NaN] })
    assert.equal(checkGradient(nan, [1]).ok, false)
  })

  it('checks only the components that it is told to', () => {
    assert.ok(checkGradient(cubic(2, 5), [1, 2, 3], { indices: [0, 1] }).ok)
    const { index, components } = checkGradient(cubic(2, 5), [1, 2, 3], { indices: [1, 2] })
    assert.deepEqual([index, components.map((component) => component.index)], [2, [1, 2]])
    const nothing = checkGradient(cubic(2, 5), [1, 2, 3], { indices: [] })
    assert.deepEqual([nothing.ok, nothing.index, nothing.maxError], [true, -1, 0])
    for (const wrong of [3, -1, 0.5]) {
      assert.throws(
        () => checkGradient(cubic(), [1, 2, 3], { indices: [wrong] }),
        (error) => error instanceof RangeError && error.message.includes(`indices has ${wrong}`),
      )
    }
  })

  it('judges by the tolerance that it is given, a positive one', () => {
    assert.ok(checkGradient(cubic(0, 1.001), [1, 2], { tolerance: 0.01 }).ok)
    assert.ok(!checkGradient(cubic(0, 1.1), [1, 2], { tolerance: 0.01 }).ok)
    for (const tolerance of [0, -1, Number.NaN]) {
      assert.throws(() => checkGradient(cubic(), [1, 2], { tolerance }), /expected a positive/)
    }
  })

  it('refuses a gradient of another length, and what is no function of either kind', () => {
    assert.throws(
      () => checkGradient(() => ({ value: 1, gradient: [1, 2, 3] }), [1, 2]),
      (error) =>
        error instanceof ShapeError && /gradient has length 3 and x length 2/.test(error.message),
    )
    assert.throws(() => checkGradient(() => 3 as unknown as Variable, [1]), /returned 3/)
    const broken = (): Variable => {
      throw new Error('boom')
    }
    assert.throws(() => checkGradient(broken, [1]), /failed on numbers \(boom\) and on a variable/)
  })
})
