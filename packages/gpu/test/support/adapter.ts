import { requireOpening, useSoftwareAdapter } from '@kq/browser-testing/software-adapter'
import type { SkippableContext } from '@kq/browser-testing/launch-chromium'
import {
  type GpuEngineOptions,
  type OpenedGpuEngine,
  openGpuEngine,
} from '../../src/open-gpu-engine.ts'

useSoftwareAdapter()

/** WebGPU in Node.js, in software where there is such an adapter. */
export const openWebGpu = (options: GpuEngineOptions = {}): Promise<OpenedGpuEngine> =>
  openGpuEngine({ gemm: 'wgsl 64', ...options, mode: 'webgpu' })

/** Skips what follows where there is no adapter. */
export const requireWebGpu = (context: SkippableContext): Promise<void> =>
  requireOpening(context, openWebGpu)
