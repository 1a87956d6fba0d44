import assert from 'node:assert/strict'
import { lbfgsb, type LbfgsbOptions } from '../../../src/lbfgsb.ts'

const of = (...values: number[]): Float64Array => Float64Array.from(values)

/** The gradient at x by differences, and where f was asked for. */
function differences(
  f: (x: Float64Array) => number,
  x: readonly number[],
  bounds: LbfgsbOptions,
): { gradient: Float64Array; asked: Float64Array[]; nfev: number; ngev: number } {
  const asked: Float64Array[] = []
  const { gradient, nfev, ngev } = lbfgsb(
    (at) => {
      asked.push(at)
      return f(at)
    },
    x,
    { ...bounds, maxIterations: 0 },
  )
  return { gradient, asked, nfev, ngev }
}

const f = ([a, b]: Float64Array): number => Math.exp(a) * Math.sin(b + 1) + a * b * b
const slopes = ([a, b]: readonly number[]): Float64Array =>
  of(Math.exp(a) * Math.sin(b + 1) + b * b, Math.exp(a) * Math.cos(b + 1) + 2 * a * b)

function assertClose(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  actual.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${i}: ${value}, not ${expected[i]}`)
  })
}

describe('boundedDifferences', () => {
  it('are as accurate at bounds as between them', () => {
    const x = [0.3, -0.4]
    for (const bounds of [
      {},
      { lower: x },
      { upper: x },
      { lower: [x[0], -5], upper: [5, x[1]] },
      { lower: [x[0] - 1e-9, -5], upper: [5, x[1] + 1e-7] },
      { lower: x.map((value) => value - 1e-5), upper: x.map((value) => value + 1e-5) },
    ]) {
      const { gradient, asked, nfev, ngev } = differences(f, x, { lower: -9, upper: 9, ...bounds })
      assertClose(gradient, slopes(x), 2e-9)
      assert.deepEqual([nfev, ngev, asked.length], [5, 1, 5])
    }
  })

  it('ask for nothing outside of the bounds, however close they are', () => {
    const x = [1, -3]
    for (const width of [0, Number.EPSILON, 1e-12, 1e-6, 1]) {
      for (const side of [-1, 1]) {
        const ends = x.map((value) => value + side * width)
        const lower = x.map((value, i) => Math.min(value, ends[i]))
        const upper = x.map((value, i) => Math.max(value, ends[i]))
        const { asked, gradient } = differences(f, x, { lower, upper })
        for (const at of asked) assert.ok(at.every((v, i) => v >= lower[i] && v <= upper[i]))
        if (width >= 1e-6) assertClose(gradient, slopes(x), 1e-8)
      }
    }
  })

  it('are 0 for variables that are fixed, and ask nothing about them', () => {
    const { gradient, nfev } = differences(f, [1, 2], { lower: [1, -9], upper: [1, 9] })
    assert.equal(gradient[0], 0)
    assert.ok(Math.abs(gradient[1] - slopes([1, 2])[1]) < 1e-9)
    assert.equal(nfev, 3)
  })

  it('take the side where f is finite', () => {
    const root = ([a]: Float64Array): number => (a < 2 ? Number.NaN : (a - 1) ** 1.5)
    const { gradient } = differences(root, [2], {})
    assertClose(gradient, of(1.5), 1e-4)
  })

  it('are no gradient where f is finite nowhere around', () => {
    const island = ([a]: Float64Array): number => (a === 2 ? 1 : Number.NaN)
    assert.throws(() => differences(island, [2], { lower: 0 }), /gradient norm NaN/)
  })
})
