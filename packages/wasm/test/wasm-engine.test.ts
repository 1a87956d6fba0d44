import { engineLaws } from '@kq/linalg/laws'
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
})
