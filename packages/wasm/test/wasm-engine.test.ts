import assert from 'node:assert/strict'
import { engineLaws } from '@kq/linalg/laws'
import { read } from '@kq/linalg/read'
import { wasmEngine } from '../src/wasm-engine.ts'

describe('wasmEngine', () => {
  for (const dtype of ['float64', 'float32'] as const) {
    describe(`${dtype}, one thread`, () => {
      engineLaws(() => wasmEngine({ dtype, threads: 1 }), { describe, it })
    })

    describe(`${dtype}, memory that is not shared`, () => {
      engineLaws(() => wasmEngine({ dtype, shared: false }), { describe, it })
    })

    describe(`${dtype}, two threads`, () => {
      engineLaws(() => wasmEngine({ dtype, threads: 2 }), { describe, it })
    })
  }

  it('refuses numbers of threads that are none', () => {
    for (const threads of [0, -1, 1.5, Number.NaN]) {
      assert.throws(() => wasmEngine({ threads }), RangeError)
    }
  })

  it('copies foreign memory in', async () => {
    const engine = wasmEngine({ dtype: 'float64', threads: 1 })
    const data = Float64Array.of(0, 1, 2, 3, 4, 5)
    const a = engine.wrap(data, { rows: 2, columns: 2 }, 1, 1, 2)
    data.fill(9)
    assert.deepEqual([...(await read(a))], [1, 3, 2, 4])
  })
})
