import type { Dtype } from '@kq/linalg/dtype'
import { type HostEngine, hostEngine } from '@kq/linalg/host'
import { type BlasLibrary, type KoffiLoader, loadBlas } from './blas-library.ts'
import { blasKernels } from './internal/blas-kernels.ts'

/** How {@link nativeEngine} is opened. */
export interface NativeEngineOptions {
  /** @defaultValue `'float32'` */
  readonly dtype?: Dtype
  /** Threads of the library, where it can be told. @defaultValue its own choice */
  readonly threads?: number
  /** The library's path. @defaultValue the environment variable `KQ_BLAS`, else the usual names */
  readonly library?: string
  /** How to get at koffi. @defaultValue `() => import('koffi')` */
  readonly koffi?: KoffiLoader
  /**
   * An engine of the same dtype that nobody uses yet; it lends its memory and all that BLAS does not
   * do. @defaultValue a host engine
   */
  readonly base?: HostEngine
}

/** An engine on the machine's BLAS, and what was found. */
export interface NativeEngine {
  readonly engine: HostEngine
  readonly library: BlasLibrary
  readonly threads: number
}

/**
 * Opens an engine whose matrix products and factorizations are the machine's CBLAS and LAPACK, and
 * whose other operations are those of `base`, on the same memory.
 *
 * @throws BlasNotFoundError that says what to install
 *
 * @example
 * ```ts
 * import { gemm } from '@kq/linalg/gemm'
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { nativeEngine } from '@kq/native/native-engine'
 *
 * const { engine } = await nativeEngine({ dtype: 'float64' })
 * const a = matrix([[1, 2], [3, 4]], engine)
 * gemm(a, a).toArray() // [[7, 10], [15, 22]]
 * ```
 */
export async function nativeEngine(options: NativeEngineOptions = {}): Promise<NativeEngine> {
  const { dtype = 'float32', threads, base } = options
  const library = await loadBlas(options.library, options.koffi)
  if (threads !== undefined) library.setThreads?.(threads)
  if (base && base.dtype !== dtype) {
    throw new TypeError(
      `nativeEngine: the base is ${base.dtype}, the engine ${dtype}: make them equal`,
    )
  }
  const engine = (base ?? hostEngine({ dtype })).use('native', blasKernels(library, dtype))
  return { engine, library, threads: threads ?? library.threads?.() ?? 1 }
}
