import type { Dtype } from '@kq/linalg/dtype'
import { EngineError } from '@kq/linalg/errors'
import { bestVariant, type KernelVariant } from './internal/kernels.ts'
import { noThreadsReason, parallelism } from './internal/platform.ts'
import { openRuntime, type Runtime } from './internal/runtime.ts'
import { WasmEngine, type WasmReport } from './internal/wasm-engine.ts'

export type { WasmEngine, WasmReport }

/** How {@link wasmEngine} opens an engine. */
export interface WasmEngineOptions {
  /** @defaultValue `'float32'` */
  readonly dtype?: Dtype
  /**
   * Threads that share large products, this one included; `'auto'` is one for each processor, 16 at
   * most. Results have the same bits for any number. @defaultValue `'auto'`
   */
  readonly threads?: number | 'auto'
  /** `false` for memory of a fixed size that is not shared, and one thread. @defaultValue `true` where possible */
  readonly shared?: boolean
  /** Which kernels. @defaultValue the fastest that run here */
  readonly variant?: KernelVariant
}

/** More threads than this are asked for by name only. */
const mostThreads = 16

/**
 * An engine of WebAssembly SIMD kernels. Opening it compiles some 20 KB; threads start with the first
 * large product. Engines of equal options share memory and threads.
 *
 * Free what is not needed any more (work inside `scope`): matrices lie in WebAssembly memory, which
 * the garbage collector does not watch closely.
 *
 * @throws EngineError where WebAssembly or its SIMD is missing, or a Content-Security-Policy without
 * `'wasm-unsafe-eval'` forbids it: use the host engine there
 * @throws RangeError if `threads` is not a whole number above 0
 *
 * @example
 * ```ts
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { gemm } from '@kq/linalg/gemm'
 * import { wasmEngine } from '@kq/wasm/wasm-engine'
 *
 * const engine = wasmEngine({ dtype: 'float32' })
 * const a = matrix([[1, 2], [3, 4]], engine)
 * const product = gemm(a, a)
 * ```
 */
export function wasmEngine(options: WasmEngineOptions = {}): WasmEngine {
  const { dtype = 'float32', threads = 'auto' } = options
  if (threads !== 'auto' && !(Number.isSafeInteger(threads) && threads >= 1)) {
    throw new RangeError(
      `wasmEngine: threads is ${threads}; expected 'auto' or a whole number above 0`,
    )
  }
  const variant = options.variant ?? supportedVariant()
  const wanted = threads === 'auto' ? Math.min(parallelism(), mostThreads) : threads
  const refusal = options.shared === false ? 'memory was asked not to be shared' : noThreadsReason()
  const count = refusal === undefined ? wanted : 1
  const isShareable = options.shared !== false && typeof SharedArrayBuffer !== 'undefined'
  const runtime = start(variant, count, isShareable)
  const report: WasmReport = {
    variant,
    threads: count,
    shared: runtime.arena.shared,
    reason: count < wanted || !isShareable ? refusal : undefined,
  }
  return new WasmEngine(dtype, runtime, report)
}

function supportedVariant(): KernelVariant {
  const variant = typeof WebAssembly === 'undefined' ? undefined : bestVariant()
  if (variant) return variant
  throw new EngineError(
    'wasm: this machine has no WebAssembly SIMD (Node.js 16.4, Chrome 91, Firefox 89, Safari 16.4); use the host engine',
  )
}

function start(variant: KernelVariant, threads: number, shared: boolean): Runtime {
  try {
    return openRuntime(variant, threads, shared)
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError) && !(error instanceof EvalError)) throw error
    throw new EngineError(
      `wasm: this page may not compile WebAssembly: allow 'wasm-unsafe-eval' in its Content-Security-Policy, or use the host engine (${error.message})`,
    )
  }
}
