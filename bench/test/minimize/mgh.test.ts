import assert from 'node:assert/strict'
import { mgh } from '../../minimize/mgh.ts'
import { assertDerivatives, assertMinimum } from './support/assert-derivatives.ts'

/** √f at the standard start, as MINPACK's test programs print it, by the problem's number. */
const startNorms: Readonly<Record<number, number>> = {
  1: 4.91935,
  2: 20.01249,
  6: 64.58564,
  7: 50,
  8: 6.456136,
  10: 41153.47,
  12: 32.11158,
  13: 14.66288,
  15: 0.07289151,
  16: 2815.438,
  19: 1.446865,
  20: 5.477226,
  27: 16.53022,
  35: 0.1965139,
}

/** Minima in the paper other than 0, by the problem's number. */
const published: Readonly<Record<number, readonly number[]>> = {
  2: [0, 48.9842],
  6: [124.362],
  8: [8.21487e-3, 17.4286],
  9: [1.12793e-8],
  10: [87.9458],
  15: [3.07505e-4, 1.02734e-3],
  16: [85822.2],
  17: [5.46489e-5],
  18: [0, 5.65565e-3],
  19: [4.01377e-2],
  20: [2.28767e-3],
  23: [7.08765e-5],
  24: [2.9366e-4],
  26: [0, 2.79506e-5],
  27: [0, 1],
  32: [10],
  33: [4.63415],
  34: [6.13514],
  35: [3.51687e-3],
}

describe('mgh', () => {
  it('has 35 problems, whose minima are those in print, to the digits there', () => {
    assert.equal(mgh.length, 35)
    mgh.forEach(({ name, minima }, k) => {
      const expected = published[k + 1] ?? [0]
      assert.equal(minima.length, expected.length, name)
      minima.forEach((minimum, i) => {
        assert.ok(Math.abs(minimum - expected[i]) <= 1e-5 * expected[i], `${name}: ${minimum}`)
      })
    })
  })

  it('starts where the paper does', () => {
    for (const [number, norm] of Object.entries(startNorms)) {
      const { name, start, evaluate } = mgh[Number(number) - 1]
      const found = Math.sqrt(evaluate(start, new Float64Array(start.length)))
      assert.ok(Math.abs(found - norm) <= 1e-6 * norm, `${name}: ${found}`)
    }
  })

  it('has the gradients that central differences give', () => mgh.forEach(assertDerivatives))

  it('has its minima where it says', () => mgh.forEach(assertMinimum))
})
