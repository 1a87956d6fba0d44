import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type AdamOptions, adam, adamW } from '../src/adam.ts'
import { adamDirection, paperAdamDirection } from './oracles/first-order.ts'
import { assertThrows } from './support/assert-throws.ts'
import { assertFollows, gradientSequence } from './support/scripted.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const settings = fc.record({
  learningRate: fc.constantFrom(1e-3, 0.1),
  beta1: fc.constantFrom(0, 0.5, 0.9),
  beta2: fc.constantFrom(0, 0.9, 0.999),
  epsilon: fc.constantFrom(1e-8, 1e-4, 1),
  l2: fc.constantFrom(0, 1e-5, 0.1),
})

describe('adam', () => {
  it("is the textbook's", () => {
    fc.assert(
      fc.property(settings, gradientSequence, (given, gradients) => {
        assertFollows(adam(given), gradients, (g) => adamDirection(g, given))
      }),
      { numRuns },
    )
  })

  it("is the paper's with the second moment of the corrected momentum", () => {
    fc.assert(
      fc.property(settings, gradientSequence, (given, gradients) => {
        assertFollows(adam({ ...given, secondMoment: 'corrected-momentum' }), gradients, (g) =>
          paperAdamDirection(g, given),
        )
      }),
      { numRuns },
    )
  })

  it('takes first steps of the size of the learning rate, whatever the size of the gradient', () => {
    for (const size of [1e-4, 1, 1e4]) {
      assertFollows(adam({ learningRate: 0.01, epsilon: 0 }), [size], () => 1)
      assertFollows(adam({ learningRate: 0.01, epsilon: 0 }), [-size], () => -1)
    }
  })

  it('refuses options out of range, naming them', () => {
    const cases: readonly (readonly [keyof AdamOptions, readonly unknown[], string])[] = [
      ['learningRate', [0, -1, Number.NaN], 'above 0'],
      ['beta1', [1, -0.1, Number.NaN], 'at least 0 and below 1'],
      ['beta2', [1, -0.1], 'at least 0 and below 1'],
      ['epsilon', [-1e-8, Number.NaN], 'at least 0'],
      ['weightDecay', [-1], 'at least 0'],
      ['l2', [-1], 'at least 0'],
      ['secondMoment', ['momentum'], "'gradient' or 'corrected-momentum'"],
    ]
    for (const [name, values, range] of cases) {
      for (const value of values) {
        assertThrows(() => adam({ [name]: value }), 'RangeError', 'Adam', `${name} is`, range)
        assertThrows(() => adamW({ [name]: value }), 'RangeError', 'AdamW', `${name} is`, range)
      }
    }
  })
})

describe('adamW', () => {
  it('decays weights apart from the gradient', () => {
    const decay = fc.constantFrom(0, 0.01, 0.5)
    fc.assert(
      fc.property(settings, decay, gradientSequence, (given, weightDecay, gradients) => {
        assertFollows(
          adamW({ ...given, weightDecay }),
          gradients,
          (g, theta) => adamDirection(g, given) + weightDecay * theta,
        )
      }),
      { numRuns },
    )
  })

  it('decays by 0.01 unless told otherwise', () => {
    assert.equal(adamW().options.weightDecay, 0.01)
    assert.equal(adam().options.weightDecay, 0)
    assertFollows(adamW({ learningRate: 0.1 }), [0, 0], (_, theta) => 0.01 * theta)
  })
})
