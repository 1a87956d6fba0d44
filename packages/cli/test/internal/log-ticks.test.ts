import assert from 'node:assert/strict'
import fc from 'fast-check'
import { logTicks } from '../../src/internal/log-ticks.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const values = (low: number, high: number, most: number): number[] =>
  logTicks(Math.log10(low), Math.log10(high), most).map((tick) =>
    Number((10 ** tick).toPrecision(6)),
  )

describe('logTicks', () => {
  it('takes as many round numbers as there is room for', () => {
    assert.deepEqual(values(110, 560, 8), [150, 200, 300, 400, 500])
    assert.deepEqual(values(52, 560, 8), [60, 80, 100, 150, 200, 300, 400, 500])
    assert.deepEqual(values(40, 5200, 8), [50, 100, 200, 500, 1000, 2000, 5000])
    assert.deepEqual(values(4, 5200, 9), [10, 100, 1000])
    assert.deepEqual(values(1, 1e12, 5), [1, 1e3, 1e6, 1e9, 1e12])
  })

  it('spaces them evenly where the range is narrow', () => {
    assert.deepEqual(values(52.05, 52.95, 8), [52.2, 52.4, 52.6, 52.8])
  })

  it('stays within the range, in order, and near the number asked for', () => {
    const exponent = fc.double({ min: -320, max: 308, noNaN: true })
    fc.assert(
      fc.property(
        exponent,
        fc.double({ min: 0.01, max: 600, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (low, span, most) => {
          const high = Math.min(low + span, 308.2)
          fc.pre(low < high)
          const ticks = logTicks(low, high, most)
          assert.ok(ticks.length <= Math.max(most + 1, 10), `${ticks.length}`)
          assert.ok(ticks.every((tick) => Number.isFinite(tick) && tick >= low && tick <= high))
          assert.deepEqual(
            ticks,
            ticks.toSorted((a, b) => a - b),
          )
        },
      ),
      { numRuns },
    )
  })
})
