import type { EngineKind } from '@kq/linalg/open-engine'
import { type GpuEngineOptions, openGpuEngine } from './open-gpu-engine.ts'

/**
 * The GPU for `openEngine`, in float32.
 *
 * @example
 * ```ts not-run="packages/gpu/README.md opens a GPU in its first block; an adapter in software takes long"
 * import { gpuOf } from '@kq/gpu/gpu'
 * import { openEngine } from '@kq/linalg/open-engine'
 *
 * const { engine, report } = await openEngine({ engines: [gpuOf()] })
 * ```
 */
export const gpuOf = (options: GpuEngineOptions = {}): EngineKind => ({
  name: 'gpu',
  async start({ dtype }) {
    if (dtype !== 'float32') {
      throw new TypeError(`gpu: it computes in float32 only, and ${dtype} was asked for`)
    }
    const { engine, mode, adapter, gemm } = await openGpuEngine(options)
    return { engine, variant: `${mode} on ${adapter}, products by ${gemm}`, threads: 1 }
  },
})
