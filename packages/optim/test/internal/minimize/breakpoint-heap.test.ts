import assert from 'node:assert/strict'
import fc from 'fast-check'
import { breakpointHeap } from '../../../src/internal/minimize/breakpoint-heap.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

describe('breakpointHeap', () => {
  it('gives indices in the order of their keys, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean())), (entries) => {
        const keys = Float64Array.from(entries, ([key]) => key)
        const indices = entries.flatMap(([, held], i) => (held ? [i] : []))
        const heap = breakpointHeap(Int32Array.from(indices), keys)
        const taken: number[] = []
        for (let i = heap.peek(); i !== undefined; i = heap.peek()) {
          taken.push(i)
          heap.pop()
        }
        assert.deepEqual(
          taken.map((i) => keys[i]),
          indices.map((i) => keys[i]).sort((a, b) => a - b),
        )
        assert.deepEqual(new Set(taken), new Set(indices))
        assert.equal(taken.length, indices.length)
      }),
      { numRuns },
    )
  })

  it('is empty without indices', () => {
    const heap = breakpointHeap(new Int32Array(0), new Float64Array(3))
    assert.equal(heap.peek(), undefined)
    heap.pop()
    assert.equal(heap.peek(), undefined)
  })
})
