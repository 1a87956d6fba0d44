import assert from 'node:assert/strict'
import fc from 'fast-check'
import { gatherRows } from '../src/gather-rows.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const samples = { data: Float32Array.of(1, 2, 3, 4, 5, 6), rows: 3, columns: 2 }

describe('gatherRows', () => {
  it('copies the rows asked for, in that order, repeated ones too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(5),
        fc.array(fc.nat(1000)),
        fc.boolean(),
        (rows, columns, picks, single) => {
          const numbers = Array.from({ length: rows * columns }, (_, i) => i)
          const data = single ? Float32Array.from(numbers) : Float64Array.from(numbers)
          const indices = picks.map((pick) => pick % rows)
          const gathered = gatherRows({ data, rows, columns }, indices)
          assert.deepEqual([gathered.rows, gathered.columns], [indices.length, columns])
          assert.equal(gathered.data.constructor, data.constructor)
          const expected = indices.flatMap((row) =>
            numbers.slice(row * columns, (row + 1) * columns),
          )
          assert.deepEqual([...gathered.data], expected)
        },
      ),
      { numRuns },
    )
  })

  it('writes to an array given for it, and never to the samples', () => {
    const out = new Float32Array(5).fill(-1)
    const gathered = gatherRows(samples, Uint32Array.of(2, 0), out)
    assert.deepEqual([...out], [5, 6, 1, 2, -1])
    assert.deepEqual(gathered, { data: Float32Array.of(5, 6, 1, 2), rows: 2, columns: 2 })
    assert.equal(gathered.data.buffer, out.buffer)
    gatherRows(samples, [0]).data[0] = 9
    assert.equal(samples.data[0], 1)
  })

  it('appends ones where asked to, over what was there', () => {
    const out = new Float32Array(6).fill(-1)
    const expected = { data: Float32Array.of(5, 6, 1, 1, 2, 1), rows: 2, columns: 3 }
    assert.deepEqual(gatherRows(samples, [2, 0], out, true), expected)
    assert.deepEqual(gatherRows(samples, [2, 0], undefined, true), expected)
    assert.throws(() => gatherRows(samples, [2, 0, 1], out, true), /at least 3 × 3 = 9/)
  })

  it('refuses rows that are not there and arrays that do not fit', () => {
    for (const row of [3, -1, 0.5, Number.NaN]) {
      assert.throws(
        () => gatherRows(samples, [0, row]),
        /RangeError: .*index 1 asks for row .* 0 to 2/,
      )
    }
    assert.throws(() => gatherRows(samples, [0, 1], new Float32Array(3)), /at least 2 × 2 = 4/)
    assert.throws(() => gatherRows(samples, [0], new Float64Array(2)), /expected a Float32Array/)
  })
})
