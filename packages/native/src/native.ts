import type { EngineKind } from '@kq/linalg/open-engine'
import { nativeEngine } from './native-engine.ts'

/**
 * The machine's BLAS, for `openEngine`.
 *
 * @example
 * ```ts
 * import { openEngine } from '@kq/linalg/open-engine'
 * import { native } from '@kq/native/native'
 *
 * const { engine, report } = await openEngine({ engines: [native] })
 * ```
 */
export const native: EngineKind = {
  name: 'native',
  async start({ dtype, threads }) {
    const {
      engine,
      library,
      threads: used,
    } = await nativeEngine({
      dtype,
      ...(threads !== 'auto' && { threads }),
    })
    const kernel = library.kernel === undefined ? '' : ` ${library.kernel}`
    return { engine, variant: `${library.path}${kernel}`, threads: used }
  },
}
