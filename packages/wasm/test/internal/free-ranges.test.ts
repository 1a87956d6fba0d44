import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createFreeRanges } from '../../src/internal/free-ranges.ts'

const units = 64

/** Lengths of the runs of free units, by start. */
function runsOf(free: readonly boolean[]): Map<number, number> {
  const runs = new Map<number, number>()
  for (let k = 0; k < units; k++) {
    if (!free[k]) continue
    const start = k
    while (free[k]) k++
    runs.set(start, k - start)
  }
  return runs
}

describe('createFreeRanges', () => {
  it('cuts from the tightest run, and joins neighbours, like a map of single units', () => {
    const requests = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat()), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(requests, (list) => {
        const ranges = createFreeRanges()
        ranges.give(0, units)
        const free = Array<boolean>(units).fill(true)
        const taken: [start: number, size: number][] = []
        for (const [size, choice] of list) {
          if (choice % 3 === 0 && taken.length > 0) {
            const [[start, length]] = taken.splice(choice % taken.length, 1)
            ranges.give(start, length)
            free.fill(true, start, start + length)
            continue
          }
          const fitting = [...runsOf(free).values()].filter((length) => length >= size)
          const start = ranges.take(size)
          if (start === undefined) {
            assert.deepEqual(fitting, [])
            continue
          }
          assert.equal(runsOf(free).get(start), Math.min(...fitting))
          free.fill(false, start, start + size)
          taken.push([start, size])
        }
        for (const [start, size] of taken) ranges.give(start, size)
        assert.equal(ranges.take(units), 0, 'one range again')
      }),
    )
  })

  it('takes the range before an end, for memory that grows there', () => {
    const ranges = createFreeRanges()
    ranges.give(0, 10)
    ranges.give(20, 10)
    assert.equal(ranges.takeBefore(40), 40)
    assert.equal(ranges.takeBefore(10), 10)
    assert.equal(ranges.takeBefore(30), 20)
    assert.equal(ranges.takeBefore(30), 30)
    assert.equal(ranges.take(10), 0)
    assert.equal(ranges.take(1), undefined)
    assert.equal(ranges.takeBefore(30), 30)
  })
})
