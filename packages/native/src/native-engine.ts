import type { HostEngine } from '@kq/linalg/host'
import { type BlasEngineOptions, blasEngine } from './blas-engine.ts'
import { type BlasLibrary, type KoffiLoader, loadBlas } from './blas-library.ts'

/** How {@link nativeEngine} is opened. */
export interface NativeEngineOptions extends BlasEngineOptions {
  /** The library's path. @defaultValue the environment variable `KQ_BLAS`, else the usual names */
  readonly library?: string
  /** How to get at koffi. @defaultValue `() => import('koffi')` */
  readonly koffi?: KoffiLoader
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
  const library = await loadBlas(options.library, options.koffi)
  const engine = blasEngine(library, options)
  return { engine, library, threads: options.threads ?? library.threads?.() ?? 1 }
}
