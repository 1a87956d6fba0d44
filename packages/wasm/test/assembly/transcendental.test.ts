import assert from 'node:assert/strict'
import type { Dtype } from '@kq/linalg/dtype'
import { exp, type Expression, expression, log, log1p, tanh } from '@kq/linalg/expression'
import { describe, it } from 'mocha'
import { expressionHarness } from '../support/expression-harness.ts'
import { fromRandomBits, unitInTheLastPlace } from '../support/units-in-the-last-place.ts'

interface Function {
  readonly name: string
  readonly compiled: Expression
  readonly reference: (x: number) => number
  /** In units of the last place; in float64 the reference is itself wrong by up to one. */
  readonly units: Readonly<Record<Dtype, number>>
  /** Where its argument is most delicate. */
  readonly delicate: readonly number[]
}

const functions: readonly Function[] = [
  {
    name: 'exp',
    compiled: expression((x) => exp(x)),
    reference: Math.exp,
    units: { float32: 1.5, float64: 2 },
    delicate: [
      88.72283, 88.7229, -87.4, -103.9, -104, 709.782712893384, 709.79, -708.5, -745.1, -745.2,
    ],
  },
  {
    name: 'log',
    compiled: expression((x) => log(x)),
    reference: Math.log,
    units: { float32: 1, float64: 2 },
    delicate: [
      Math.SQRT1_2,
      Math.SQRT2,
      1 - 2 ** -24,
      1 + 2 ** -23,
      2 ** -126,
      2 ** -149,
      2 ** -1022,
    ],
  },
  {
    name: 'log1p',
    compiled: expression((x) => log1p(x)),
    reference: Math.log1p,
    units: { float32: 1, float64: 2 },
    delicate: [
      -1 + 2 ** -24,
      -1 + 2 ** -53,
      Math.SQRT1_2 - 1,
      Math.SQRT2 - 1,
      2 ** -24,
      2 ** -53,
      -(2 ** -54),
    ],
  },
  {
    name: 'tanh',
    compiled: expression((x) => tanh(x)),
    reference: Math.tanh,
    units: { float32: 2, float64: 3 },
    delicate: [0.625, -0.625, 0.6249999, 9, 9.02, 10, 19, 19.1, 22, -22, 2 ** -13, 2 ** -27],
  },
]

const specials = [
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  1e-45,
  -1e-45,
  1e-310,
  1e-40,
]
const largest = { float32: 3.4028234663852886e38, float64: Number.MAX_VALUE }

const count = 1 << 16

for (const dtype of ['float32', 'float64'] as const) {
  describe(`transcendental functions of ${dtype} vectors`, () => {
    const { host, compiled } = expressionHarness(dtype, true)

    for (const { name, compiled: e, reference, units, delicate } of functions) {
      /** Compares at every number, rounded to the dtype. */
      const check = (numbers: ArrayLike<number>): void => {
        const x = host.upload(numbers, { rows: 1, columns: numbers.length })
        const found = compiled.map(e, [x], x, false)
        assert.ok(found)
        for (const [i, argument] of x.data.entries()) {
          const exact = reference(argument)
          const expected = dtype === 'float32' ? Math.fround(exact) : exact
          const value = found.data[i]
          const text = `${name}(${argument}) = ${value}, expected ${expected}`
          const extreme = Math.abs(exact) >= largest[dtype] * 0.9999999
          if (extreme && Math.abs(value) === Infinity && Math.sign(exact) === Math.sign(value))
            continue
          if (!Number.isFinite(expected) || exact === 0) {
            assert.ok(Object.is(value, expected), text)
            continue
          }
          const error = Math.abs(value - exact) / unitInTheLastPlace(dtype, exact)
          assert.ok(error <= units[dtype], `${text}: ${error.toFixed(2)} units`)
        }
        host.free(x)
        host.free(found)
      }
      const grid = (low: number, high: number): Float64Array =>
        Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))

      it(`${name} of zeros, infinities, NaN, subnormal and delicate numbers`, () => {
        check([
          ...specials,
          ...delicate,
          ...delicate.map((x) => -x),
          largest[dtype],
          -largest[dtype],
        ])
      })

      it(`${name} on dense grids`, () => {
        for (const [low, high] of [
          [-1, 1],
          [0.4, 1.8],
          [-40, 40],
          [-110, 100],
          [-760, 720],
        ]) {
          check(grid(low, high))
        }
      })

      it(`${name} of random bits`, () => {
        for (let seed = 1; seed <= 4; seed++) check(fromRandomBits(dtype, count, seed))
      })

      it(`${name} of random bits within ordinary magnitudes`, () => {
        const numbers = fromRandomBits(dtype, count, 5)
        const size = dtype === 'float32' ? 2 ** -20 : 2 ** -120
        check(Float64Array.from(numbers, (x) => Math.sign(x) * Math.abs(x) ** (1 / 8)))
        check(Float64Array.from(numbers, (x) => 1 + Math.sign(x) * Math.abs(x) ** (1 / 16) * size))
      })
    }
  })
}
