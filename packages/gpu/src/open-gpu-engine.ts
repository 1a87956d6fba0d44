import { EngineError } from '@kq/linalg/errors'
import type { GpuMode } from './internal/backend.ts'
import { fastest } from './internal/fastest.ts'
import { type GpuJs, loadGpuJs } from './internal/gpu-js.ts'
import { type Departures, type GpuEngine, type GpuStats, gpuEngine } from './internal/gpu-engine.ts'
import { mayHaveWebGl2 } from './internal/require-adapter.ts'
import { selfCheck } from './internal/self-check.ts'
import { webGl2Backend } from './internal/web-gl2-backend.ts'
import { type WebGpuBackend, webGpuBackend } from './internal/web-gpu-backend.ts'
import { wgslFactorLeaf } from './internal/wgsl-factor-leaf.ts'
import { wgslGemm } from './internal/wgsl-gemm.ts'
import { wgslTriangularSolve } from './internal/wgsl-triangular-solve.ts'
import { requireGpu } from './require-gpu.ts'

export type { GpuEngine, GpuMode, GpuStats }

/** Kernels of matrix products: gpu.js's own, or tiles of 64×64 or 128×128 in WGSL. */
export type GemmKernel = 'gpu.js' | 'wgsl 64' | 'wgsl 128'

/** How {@link openGpuEngine} opens an engine. */
export interface GpuEngineOptions {
  /** @defaultValue WebGPU, and WebGL2 where there is none */
  readonly mode?: GpuMode
  /**
   * Which kernel multiplies in WebGPU mode; `'auto'` takes the fastest of a short probe. WebGL2 has
   * gpu.js's only. @defaultValue `'auto'`
   */
  readonly gemm?: GemmKernel | 'auto'
  /**
   * Where `cholesky` and `spdInverse` are computed in WebGPU mode. On the host: read, computed there
   * and uploaded; an indefinite matrix is an error. On the device: by blocks, nothing is read; an
   * indefinite matrix gives NaN. WebGL2 has the host only. @defaultValue `'host'`
   */
  readonly factors?: 'host' | 'device'
}

/** An engine on the GPU, and what it runs on. */
export interface OpenedGpuEngine {
  readonly engine: GpuEngine
  readonly mode: GpuMode
  readonly adapter: string
  readonly gemm: GemmKernel
}

const gemmKernels: Readonly<Record<GemmKernel, (backend: WebGpuBackend) => Departures>> = {
  'gpu.js': () => ({}),
  'wgsl 64': (backend) => ({ gemm: wgslGemm(backend, 64) }),
  'wgsl 128': (backend) => ({ gemm: wgslGemm(backend, 128) }),
}

async function openWebGpu(
  gpuJs: GpuJs,
  wanted: GemmKernel | 'auto',
  factors: 'host' | 'device',
): Promise<OpenedGpuEngine> {
  const backend = await webGpuBackend(gpuJs)
  const engineOf = (gemm: GemmKernel): GpuEngine =>
    gpuEngine(backend, {
      ...gemmKernels[gemm](backend),
      triangularSolve: (...given) => wgslTriangularSolve(backend, ...given),
      ...(factors === 'device' && {
        factorLeaf: (...given) => wgslFactorLeaf(backend, ...given),
      }),
    })
  const names = Object.keys(gemmKernels) as GemmKernel[]
  const gemm =
    wanted === 'auto' ? await fastest(new Map(names.map((name) => [name, engineOf(name)]))) : wanted
  return { engine: engineOf(gemm), mode: 'webgpu', adapter: backend.adapter, gemm }
}

async function openWebGl2(gpuJs: GpuJs): Promise<OpenedGpuEngine> {
  const backend = await webGl2Backend(gpuJs)
  return { engine: gpuEngine(backend), mode: 'webgl2', adapter: backend.adapter, gemm: 'gpu.js' }
}

/**
 * Opens an engine on the GPU, in float32, and compares a few of its results with the host's.
 *
 * @throws EngineError that names what is missing, or what was computed wrongly
 * @throws TypeError for an unknown mode or kernel
 *
 * @example
 * ```ts not-run="packages/gpu/README.md opens a GPU in its first block; an adapter in software takes long"
 * import { openGpuEngine } from '@kq/gpu/open-gpu-engine'
 *
 * const { engine, mode, adapter } = await openGpuEngine()
 * ```
 */
export async function openGpuEngine(options: GpuEngineOptions = {}): Promise<OpenedGpuEngine> {
  const { gemm = 'auto', factors = 'host' } = options
  if (gemm !== 'auto' && !(gemm in gemmKernels)) {
    throw new TypeError(
      `openGpuEngine: gemm is '${gemm}'; expected auto, ${Object.keys(gemmKernels).join(' or ')}`,
    )
  }
  const modes: readonly GpuMode[] =
    options.mode !== undefined
      ? [options.mode]
      : mayHaveWebGl2()
        ? ['webgpu', 'webgl2']
        : ['webgpu']
  const gpuJs = await loadGpuJs()
  const reasons: string[] = []
  for (const mode of modes) {
    try {
      await requireGpu(mode)
      const opened = await (mode === 'webgpu'
        ? openWebGpu(gpuJs, gemm, factors)
        : openWebGl2(gpuJs))
      await selfCheck(opened.engine)
      return opened
    } catch (error) {
      reasons.push(`${mode}: ${(error as Error).message.replace(/^gpu: /, '')}`)
    }
  }
  throw new EngineError(`gpu: ${reasons.join('; ')}`)
}
