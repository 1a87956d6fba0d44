import type { Dtype } from '@kq/linalg/dtype'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import { blasEngine } from '@kq/native/blas-engine'
import { loadBlas } from '@kq/native/blas-library'
import { wasmEngine } from '@kq/wasm/wasm-engine'

/** The engines that every method must run on. */
export const engines: Readonly<Record<string, () => Engine>> = {
  'host float64': () => hostEngine(),
  'host float32': () => hostEngine({ dtype: 'float32' }),
  'host float64, poisoning what is freed': () => hostEngine({ poison: true }),
  'opaque float64': () => opaqueEngine(),
  'wasm float64, one thread': () => wasmEngine({ dtype: 'float64', threads: 1 }),
  'wasm float32, one thread': () => wasmEngine({ dtype: 'float32', threads: 1 }),
  'wasm float64, two threads': () => wasmEngine({ dtype: 'float64', threads: 2 }),
  'wasm float32, two threads': () => wasmEngine({ dtype: 'float32', threads: 2 }),
  'wasm float64, memory that is not shared': () => wasmEngine({ dtype: 'float64', shared: false }),
  'wasm float32, memory that is not shared': () => wasmEngine({ dtype: 'float32', shared: false }),
  'native float64': () => onBlas('float64'),
  'native float32': () => onBlas('float32'),
}

const blas = await loadBlas().catch((error: Error) => error)

/** @throws BlasNotFoundError */
function onBlas(dtype: Dtype): Engine {
  if (blas instanceof Error) throw blas
  return blasEngine(blas, { dtype, threads: 1 })
}
