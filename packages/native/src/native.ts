import type { HostEngine } from '@kq/linalg/host'
import type { EngineKind, EngineRequest } from '@kq/linalg/open-engine'
import { nativeEngine, type NativeEngineOptions } from './native-engine.ts'

/**
 * The machine's BLAS for `openEngine`, with another engine's memory and kernels for all that BLAS
 * does not do.
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
  options: Pick<NativeEngineOptions, 'koffi'> = {},
): EngineKind => ({
  name: 'native',
  async start(request) {
    const { dtype, threads } = request
    const {
      engine,
      library,
      threads: used,
    } = await nativeEngine({
      dtype,
      ...options,
      base: base(request),
      ...(threads !== 'auto' && { threads }),
    })
    const kernel = library.kernel === undefined ? '' : ` ${library.kernel}`
    return { engine, variant: `${library.path}${kernel}`, threads: used }
  },
})
