import fc from 'fast-check'
import { sgd, type SgdOptions } from '../src/sgd.ts'
import { sgdDirection } from './oracles/first-order.ts'
import { assertThrows } from './support/assert-throws.ts'
import { assertFollows, gradientSequence } from './support/scripted.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

describe('sgd', () => {
  it('is heavy-ball momentum, dampened or not', () => {
    const settings = fc.record({
      learningRate: fc.constantFrom(1e-3, 0.1),
      momentum: fc.constantFrom(0, 0.5, 0.9),
      dampening: fc.constantFrom(0, 0.5, 0.9),
      l2: fc.constantFrom(0, 1e-5, 0.1),
    })
    fc.assert(
      fc.property(settings, gradientSequence, (given, gradients) => {
        const { momentum, dampening } = given
        assertFollows(sgd(given), gradients, (g) => sgdDirection(g, momentum, dampening))
      }),
      { numRuns },
    )
  })

  it('is plain gradient descent without momentum', () => {
    assertFollows(sgd({ momentum: 0 }), [3, -1, 0.5], (g) => g[g.length - 1])
  })

  it('refuses options out of range, naming them', () => {
    const cases: readonly (readonly [keyof SgdOptions, readonly unknown[], string])[] = [
      ['learningRate', [0, -1, Number.NaN], 'above 0'],
      ['momentum', [1, -0.1], 'at least 0 and below 1'],
      ['dampening', [-0.1, Number.NaN], 'at least 0'],
      ['l2', [-1, Number.POSITIVE_INFINITY], 'at least 0'],
    ]
    for (const [name, values, range] of cases) {
      for (const value of values) {
        assertThrows(() => sgd({ [name]: value }), 'RangeError', 'sgd', `${name} is`, range)
      }
    }
  })
})
