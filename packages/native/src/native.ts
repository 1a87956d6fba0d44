import type { HostEngine } from '@kq/linalg/host'
import type { EngineKind, EngineRequest } from '@kq/linalg/open-engine'
import { productRate } from '@kq/linalg/product-rate'
import { blasEngine } from './blas-engine.ts'
import { installHints, type KoffiLoader, loadBlas } from './blas-library.ts'

/**
 * The machine's BLAS for `openEngine`, with another engine's memory and kernels for all that BLAS
 * does not do. A library that may be the slow reference must multiply faster than that engine.
 *
 * @example
 * ```ts
 * import { hostEngine } from '@kq/linalg/host'
 * import { openEngine } from '@kq/linalg/open-engine'
 * import { nativeOn } from '@kq/native/native'
 *
 * const native = nativeOn(({ dtype }) => hostEngine({ dtype }))
 * const { engine, report } = await openEngine({ engines: [native] })
 * ```
 */
export const nativeOn = (
  base: (request: EngineRequest) => HostEngine,
  options: { readonly koffi?: KoffiLoader } = {},
): EngineKind => ({
  name: 'native',
  async start(request) {
    const { dtype } = request
    const library = await loadBlas(undefined, options.koffi)
    const own = base(request)
    const { name } = own
    const rate = library.mayBeReference ? await productRate(own) : 0
    const threads = request.threads === 'auto' ? undefined : request.threads
    const engine = blasEngine(library, { dtype, base: own, ...(threads && { threads }) })
    if (library.mayBeReference && (await productRate(engine)) < rate) {
      throw new Error(
        `${library.path} multiplies slower than the engine ${name}: it is the reference BLAS. ${installHints[process.platform] ?? ''}`,
      )
    }
    const kernel = library.kernel === undefined ? '' : ` ${library.kernel}`
    const variant = `${library.path}${kernel}`
    return { engine, variant, threads: threads ?? library.threads?.() ?? 1 }
  },
})
