import assert from 'node:assert/strict'
import fc from 'fast-check'
import { rmsprop, type RmspropOptions } from '../src/rmsprop.ts'
import { paperRmspropDirection, rmspropDirection } from './oracles/first-order.ts'
import { assertThrows } from './support/assert-throws.ts'
import { assertFollows, gradientSequence } from './support/scripted.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const settings = fc.record({
  learningRate: fc.constantFrom(1e-3, 0.1),
  momentum: fc.constantFrom(0, 0.5, 0.9),
  dampening: fc.constantFrom(0, 0.9),
  beta2: fc.constantFrom(0, 0.9, 0.99),
  epsilon: fc.constantFrom(1e-8, 1e-4, 1),
  l2: fc.constantFrom(0, 1e-5, 0.1),
})

/** V after the warm start at θ = 0.75: the mean of the squared penalized gradients. */
const warmStart = (warm: readonly number[], l2: number): number =>
  warm.reduce((sum, g) => sum + (g + l2 * 0.75) ** 2, 0) / Math.max(1, warm.length)

describe('rmsprop', () => {
  it("is the textbook's", () => {
    fc.assert(
      fc.property(settings, gradientSequence, (given, gradients) => {
        assertFollows(rmsprop(given), gradients, (g) => rmspropDirection(g, { ...given, start: 0 }))
      }),
      { numRuns },
    )
  })

  it("is the paper's with the second moment of the momentum and a warm start", () => {
    fc.assert(
      fc.property(
        settings,
        gradientSequence,
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { maxLength: 5 }),
        (given, gradients, warm) => {
          const start = warmStart(warm, given.l2)
          assertFollows(
            rmsprop({ ...given, secondMoment: 'momentum', warmStart: true }),
            gradients,
            (g) => paperRmspropDirection(g, { ...given, start }),
            warm,
          )
        },
      ),
      { numRuns },
    )
  })

  it('averages its momentum unless told otherwise', () => {
    assert.equal(rmsprop({ momentum: 0.9 }).options.dampening, 0.9)
    assert.equal(rmsprop({ momentum: 0.9, dampening: 0 }).options.dampening, 0)
    assert.equal(rmsprop().options.momentum, 0)
  })

  it('has a warm start only where asked for', () => {
    assert.equal(rmsprop().hasWarmStart, false)
    assert.equal(rmsprop({ warmStart: true }).hasWarmStart, true)
  })

  it('refuses options out of range, naming them', () => {
    const cases: readonly (readonly [keyof RmspropOptions, readonly unknown[], string])[] = [
      ['learningRate', [0, Number.POSITIVE_INFINITY], 'above 0'],
      ['momentum', [1, -0.1, Number.NaN], 'at least 0 and below 1'],
      ['dampening', [-1], 'at least 0'],
      ['beta2', [1, -0.1], 'at least 0 and below 1'],
      ['epsilon', [-1], 'at least 0'],
      ['l2', [-1], 'at least 0'],
      ['secondMoment', ['corrected-momentum'], "'gradient' or 'momentum'"],
    ]
    for (const [name, values, range] of cases) {
      for (const value of values) {
        assertThrows(() => rmsprop({ [name]: value }), 'RangeError', 'rmsprop', `${name} is`, range)
      }
    }
  })
})
