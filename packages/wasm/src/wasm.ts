import type { EngineKind } from '@kq/linalg/open-engine'
import { workerRefusal } from './internal/platform.ts'
import { wasmEngine } from './wasm-engine.ts'

/**
 * WebAssembly SIMD with threads, for `openEngine`. Where a page's Content-Security-Policy lets no
 * worker start it comes down to one thread, and says so.
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
  async start(request) {
    let engine = wasmEngine(request)
    const refusal = engine.report.threads > 1 ? await workerRefusal() : undefined
    if (refusal !== undefined) engine = wasmEngine({ ...request, threads: 1 })
    const { variant, threads, reason = refusal } = engine.report
    return {
      engine,
      variant: `${variant} SIMD`,
      threads,
      ...(reason !== undefined && { note: reason }),
    }
  },
}
