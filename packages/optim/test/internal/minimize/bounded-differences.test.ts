import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createRandom } from '@kq/linalg/random'
import { lbfgsb, type LbfgsbOptions } from '../../../src/lbfgsb.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
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
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const x = [random.normal(), random.normal()]
        const near = (value: number, side: number): number =>
          random.uniform() < 0.3 ? value : value + side * 10 ** (-17 * random.uniform())
        const lower = x.map((value) => near(value, -1))
        const upper = x.map((value) => near(value, 1))
        const { asked, gradient } = differences(f, x, { lower, upper })
        for (const at of asked) {
          assert.ok(at.every((value, i) => value >= lower[i] && value <= upper[i]))
        }
        const expected = slopes(x).map((slope, i) => (lower[i] < upper[i] ? slope : 0))
        const width = Math.min(...x.map((_, i) => upper[i] - lower[i] || 1))
        const scale = 1 + Math.max(...expected.map(Math.abs))
        assertClose(gradient, expected, scale * Math.max(1e-8, 1e-14 / width))
      }),
      { numRuns },
    )
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
    assert.throws(() => differences(island, [2], { lower: 0 }), /finite numbers/)
  })
})
