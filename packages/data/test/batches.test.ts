import assert from 'node:assert/strict'
import { createRandom } from '@kq/linalg/random'
import fc from 'fast-check'
import {
  type Batches,
  type BatchesState,
  referenceBatches,
  restoreBatches,
  shuffledBatches,
} from '../src/batches.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const take = (batches: Batches, count: number): number[][] =>
  Array.from({ length: count }, () => [...batches.next()])

const sizes = fc
  .integer({ min: 1, max: 40 })
  .chain((rows) =>
    fc.record({ rows: fc.constant(rows), batchSize: fc.integer({ min: 1, max: rows }) }),
  )

/** The rule as the reference program has it: the data themselves are permuted. */
const referenceProgram = (rows: number, batchSize: number, seed: number): (() => number[]) => {
  const random = createRandom(seed)
  let data = Array.from({ length: rows }, (_, i) => i)
  let cursor = 0
  return () => {
    let start = cursor
    cursor += batchSize
    if (cursor > rows) {
      data = [...random.permutation(rows)].map((position) => data[position])
      start = 0
      cursor = batchSize
    }
    return data.slice(start, cursor)
  }
}

describe('referenceBatches', () => {
  it('follows the reference program over several epochs', () => {
    fc.assert(
      fc.property(sizes, fc.integer(), (options, seed) => {
        const batches = referenceBatches({ ...options, random: createRandom(seed) })
        const expected = referenceProgram(options.rows, options.batchSize, seed)
        for (let i = 0; i < 4 * batches.batchesPerEpoch; i++) {
          assert.deepEqual([...batches.next()], expected())
        }
      }),
      { numRuns },
    )
  })

  it('takes the first pass in file order and drops its tail', () => {
    const batches = referenceBatches({ rows: 7, batchSize: 3, random: createRandom(1) })
    assert.equal(batches.batchesPerEpoch, 2)
    assert.deepEqual(take(batches, 2), [
      [0, 1, 2],
      [3, 4, 5],
    ])
  })

  it('without a stream repeats rows (i mod m)·n on, m = floor(N/n)', () => {
    fc.assert(
      fc.property(sizes, (options) => {
        const batches = referenceBatches(options)
        const m = Math.floor(options.rows / options.batchSize)
        for (let i = 0; i < 3 * m; i++) {
          const start = (i % m) * options.batchSize
          const expected = Array.from({ length: options.batchSize }, (_, k) => start + k)
          assert.deepEqual([...batches.next()], expected)
        }
      }),
      { numRuns },
    )
  })
})

describe('shuffledBatches', () => {
  it('shows each row at most once an epoch, all of them when the last batch is kept', () => {
    fc.assert(
      fc.property(sizes, fc.integer(), fc.boolean(), ({ rows, batchSize }, seed, keep) => {
        const last = keep ? 'keep' : 'drop'
        const batches = shuffledBatches({ rows, batchSize, last, random: createRandom(seed) })
        const whole = Math.floor(rows / batchSize)
        assert.equal(batches.batchesPerEpoch, keep ? Math.ceil(rows / batchSize) : whole)
        for (let epoch = 0; epoch < 3; epoch++) {
          const lists = take(batches, batches.batchesPerEpoch)
          assert.ok(lists.slice(0, whole).every((list) => list.length === batchSize))
          const seen = lists.flat()
          assert.equal(new Set(seen).size, keep ? rows : whole * batchSize)
          assert.ok(seen.every((row) => row < rows))
          assert.equal(seen.length, new Set(seen).size)
        }
      }),
      { numRuns },
    )
  })

  it('shuffles the first epoch too, and each one afresh', () => {
    const batches = shuffledBatches({ rows: 50, batchSize: 50, random: createRandom(1) })
    const epochs = take(batches, 3).map((order) => order.join())
    const inOrder = Array.from({ length: 50 }, (_, i) => i).join()
    assert.equal(new Set([...epochs, inOrder]).size, 4)
  })
})

const sequences = fc.tuple(sizes, fc.integer(), fc.nat(3)).map(([options, seed, kind]): Batches => {
  const random = createRandom(seed)
  if (kind === 0) return referenceBatches(options)
  if (kind === 1) return referenceBatches({ ...options, random })
  return shuffledBatches({ ...options, random, last: kind === 2 ? 'drop' : 'keep' })
})

describe('Batches', () => {
  it('goes on exactly from a state, through JSON or not, taken at any moment', () => {
    fc.assert(
      fc.property(sequences, fc.nat(60), (batches, before) => {
        take(batches, before)
        const state = batches.state()
        const text = JSON.stringify({ ...state, order: Array.from(state.order) })
        const restored = restoreBatches(JSON.parse(text) as BatchesState)
        const again = restoreBatches(state)
        const rest = take(batches, 60)
        assert.deepEqual(take(restored, 60), rest)
        assert.deepEqual(take(again, 60), rest)
        assert.deepEqual(restored.state(), batches.state())
      }),
      { numRuns },
    )
  })

  it('never changes a batch or a state that it gave away', () => {
    fc.assert(
      fc.property(sequences, fc.nat(9), (batches, before) => {
        take(batches, before)
        const state = batches.state()
        const given = batches.next()
        const [order, rows] = [Array.from(state.order), [...given]]
        take(batches, 30)
        assert.deepEqual(Array.from(state.order), order)
        assert.deepEqual([...given], rows)
      }),
      { numRuns },
    )
  })

  it('does not share its order with a state', () => {
    const batches = referenceBatches({ rows: 3, batchSize: 3 })
    const { order } = batches.state()
    assert.ok(order instanceof Uint32Array)
    order.fill(0)
    assert.deepEqual(take(batches, 2), [
      [0, 1, 2],
      [0, 1, 2],
    ])
  })

  it('refuses a batch larger than the data, with both numbers and the fix', () => {
    const options = { rows: 100, batchSize: 1000, random: createRandom(1) }
    const message =
      /RangeError: .*batch size is 1000, but there are only 100 rows.*Use a batch size of at most 100/
    assert.throws(() => referenceBatches(options), message)
    assert.throws(() => shuffledBatches({ ...options, last: 'keep' }), message)
  })

  it('refuses sizes that are none', () => {
    for (const size of [0, -1, 1.5, Number.NaN, Infinity]) {
      assert.throws(
        () => referenceBatches({ rows: 5, batchSize: size }),
        /RangeError: .*batchSize is/,
      )
      assert.throws(() => referenceBatches({ rows: size, batchSize: 1 }), /RangeError: .*rows is/)
    }
  })

  it('refuses to continue from what is no state', () => {
    const state = shuffledBatches({ rows: 3, batchSize: 2, random: createRandom(1) }).state()
    const damaged: readonly [object, RegExp][] = [
      [{ cursor: 4 }, /cursor is 4; expected an integer from 0 to 3/],
      [{ cursor: 0.5 }, /cursor is 0.5/],
      [{ order: [0, 1] }, /order has 2 entries; expected each of 0 … 2 once/],
      [{ order: [0, 1, 1] }, /order/],
      [{ order: [0, 1, 3] }, /order/],
      [{ order: [0, 1, -1] }, /order/],
      [{ rule: 'random' }, /rule is random/],
      [{ last: 'pad' }, /last is pad/],
      [{ random: null }, /random is null/],
      [{ random: {} }, /createRandom/],
      [{ batchSize: 4 }, /at most 3/],
    ]
    for (const [change, message] of damaged) {
      assert.throws(() => restoreBatches({ ...state, ...change }), message)
    }
  })
})
