import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Samples } from '../src/dataset.ts'
import { bytesToUnit, normalizeToUnit, rangeOf } from '../src/normalize.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const column = (...values: readonly number[]): Samples => ({
  data: Float64Array.from(values),
  rows: values.length,
  columns: 1,
})

const columns = fc
  .array(fc.double({ noNaN: true, min: -1e150, max: 1e150 }), { minLength: 1 })
  .map((values) => column(...values))

describe('bytesToUnit', () => {
  it('divides in float64 and rounds once to float32', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    bytesToUnit(bytes).forEach((x, i) => assert.equal(x, Math.fround(i / 255)))
    assert.equal(bytesToUnit(new Uint8Array(0)).length, 0)
  })
})

describe('rangeOf', () => {
  it('finds the extremes of all columns together', () => {
    const samples = { data: Float32Array.of(3, -1, 4, 2), rows: 2, columns: 2 }
    assert.deepEqual(rangeOf(samples), { low: -1, high: 4 })
  })

  it('refuses no values, and says where one is not finite', () => {
    assert.throws(() => rangeOf(column()), /RangeError: .*no values/)
    const samples = { data: Float64Array.of(0, 1, 2, Number.NaN), rows: 2, columns: 2 }
    assert.throws(() => rangeOf(samples), /RangeError: .*row 1, column 1 is NaN/)
  })
})

describe('normalizeToUnit', () => {
  it('stays in [0, 1], keeps the order, and reaches both ends', () => {
    fc.assert(
      fc.property(columns, (samples) => {
        const { data } = normalizeToUnit(samples)
        assert.ok(data.every((x) => x >= 0 && x <= 1))
        const order = [...data.keys()].sort((i, j) => samples.data[i] - samples.data[j])
        assert.ok(order.every((i, k) => k === 0 || data[order[k - 1]] <= data[i]))
        const { low, high } = rangeOf(samples)
        assert.equal(data[samples.data.indexOf(low)], 0)
        assert.equal(data[samples.data.indexOf(high)], low < high ? 1 : 0)
      }),
      { numRuns },
    )
  })

  it('scales by a given range, clamps what is outside, and copies', () => {
    const samples = column(-5, 0, 5, 10, 99)
    const scaled = normalizeToUnit(samples, { low: 0, high: 10 })
    assert.deepEqual([...scaled.data], [0, 0, 0.5, 1, 1])
    assert.deepEqual([...samples.data], [-5, 0, 5, 10, 99])
    const single = { data: Float32Array.of(1, 2), rows: 1, columns: 2 }
    assert.deepEqual(normalizeToUnit(single), { ...single, data: Float32Array.of(0, 1) })
  })

  it('refuses a range that is none', () => {
    for (const range of [
      { low: 1, high: 0 },
      { low: Number.NaN, high: 0 },
      { low: 0, high: Infinity },
    ]) {
      assert.throws(() => normalizeToUnit(column(1), range), /RangeError: .*the range is/)
    }
  })
})
