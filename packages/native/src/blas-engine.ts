import type { Dtype } from '@kq/linalg/dtype'
import { type HostEngine, hostEngine } from '@kq/linalg/host'
import type { BlasLibrary } from './blas-library.ts'
import { blasKernels } from './internal/blas-kernels.ts'

/** How {@link blasEngine} computes. */
export interface BlasEngineOptions {
  /** @defaultValue `'float32'` */
  readonly dtype?: Dtype
  /** Threads of the library, for the whole process, where it can be told. @defaultValue its own choice */
  readonly threads?: number
  /**
   * An engine of the same dtype that nobody uses yet; it lends its memory and all that BLAS does not
   * do. @defaultValue a host engine
   */
  readonly base?: HostEngine
}

/**
 * An engine on a BLAS that is loaded already.
 *
 * @throws TypeError if the base has another dtype
 *
 * @example
 * ```ts
 * import { blasEngine } from '@kq/native/blas-engine'
 * import { loadBlas } from '@kq/native/blas-library'
 *
 * const library = await loadBlas()
 * const engine = blasEngine(library, { dtype: 'float64' })
 * ```
 */
export function blasEngine(library: BlasLibrary, options: BlasEngineOptions = {}): HostEngine {
  const { dtype = 'float32', threads, base = hostEngine({ dtype }) } = options
  if (base.dtype !== dtype) {
    throw new TypeError(
      `blasEngine: the base is ${base.dtype}, the engine ${dtype}: make them equal`,
    )
  }
  if (threads !== undefined) library.setThreads?.(threads)
  return base.use('native', blasKernels(library, dtype))
}
