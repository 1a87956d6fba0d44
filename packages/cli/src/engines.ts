import { gpuOf } from '@kq/gpu/gpu'
import type { EngineKind } from '@kq/linalg/open-engine'
import { nativeOn } from '@kq/native/native'
import { wasm } from '@kq/wasm/wasm'
import { wasmEngine } from '@kq/wasm/wasm-engine'

/** The machine's BLAS on WebAssembly's memory, for the elementwise kernels. */
const native = nativeOn(({ dtype }) => wasmEngine({ dtype, threads: 1 }), {
  koffi: () => import('koffi'),
})

/** What `--engine` takes: the kinds to try, best first; plain TypeScript comes after them all. */
export const engines: Readonly<Record<'wasm' | 'gpu' | 'native' | 'host', readonly EngineKind[]>> =
  {
    wasm: [wasm],
    gpu: [gpuOf(), wasm],
    native: [native, wasm],
    host: [],
  }

export type EngineName = keyof typeof engines
