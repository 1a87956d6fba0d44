import type { EngineKind } from '@kq/linalg/open-engine'
import { wasmEngine } from './wasm-engine.ts'

/**
 * WebAssembly SIMD with threads, for `openEngine`.
 *
 * @example
 * ```ts
 * import { openEngine } from '@kq/linalg/open-engine'
 * import { wasm } from '@kq/wasm/wasm'
 *
 * const { engine, report } = await openEngine({ engines: [wasm] })
 * ```
 */
export const wasm: EngineKind = {
  name: 'wasm',
  start(request) {
    const engine = wasmEngine(request)
    const { variant, threads, reason } = engine.report
    return Promise.resolve({
      engine,
      variant: `${variant} SIMD`,
      threads,
      ...(reason !== undefined && { note: reason }),
    })
  },
}
