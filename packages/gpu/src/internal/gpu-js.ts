import { EngineError } from '@kq/linalg/errors'

/*
 * What is used of gpu.js 2.24.1, which declares only a part of it.
 */

/** A result on the device: a storage buffer in WebGPU mode, a texture in WebGL2 mode. */
export interface GpuHandle {
  /** In WebGPU mode. */
  readonly buffer?: GPUBuffer
  /** Columns and rows. */
  readonly output: readonly number[]
  toArray(): Promise<ArrayLike<ArrayLike<number>>> | ArrayLike<ArrayLike<number>>
  delete(): void
}

/** What a kernel takes: results, numbers, and host data in the upload kernel. */
export type GpuArgument = GpuHandle | number | HostInput

/** Host data as gpu.js's `input` makes it. */
interface HostInput {
  readonly value: Float32Array
  readonly size: Int32Array
}

/** A compiled kernel. In WebGPU mode results are promised, in WebGL2 mode there at once. */
export interface GpuKernel {
  (...args: readonly GpuArgument[]): GpuHandle | Promise<GpuHandle>
  setOutput(size: readonly number[]): GpuKernel
}

/** The kernel's settings that are used. */
export interface GpuKernelSettings {
  readonly output: readonly number[]
  readonly pipeline: true
  readonly immutable: true
  readonly dynamicOutput: true
  readonly dynamicArguments: true
  readonly loopMaxIterations: number
  readonly precision: 'single'
  readonly tactic: 'precision'
}

/** A context of one mode. */
export interface GpuInstance {
  createKernel(source: string, settings: GpuKernelSettings): GpuKernel
  destroy(): Promise<void>
}

/** The device that gpu.js computes with in WebGPU mode. */
export interface WebGpuContext {
  readonly adapter: GPUAdapter
  readonly device: GPUDevice
  readonly isLost: boolean
}

export interface GpuJs {
  readonly GPU: new (settings: { readonly mode: 'webgpu' | 'webgl2' }) => GpuInstance
  readonly WebGPUContext: { acquire(): Promise<WebGpuContext> }
  readonly WebGPUBufferResult: new (settings: {
    readonly buffer: GPUBuffer
    readonly output: readonly number[]
    readonly componentCount: 1
    readonly context: WebGpuContext
    readonly kernel: unknown
  }) => GpuHandle
  readonly input: (value: Float32Array, size: readonly number[]) => HostInput
}

/**
 * gpu.js, loaded when it is first needed: it takes a moment.
 *
 * @throws EngineError where the package is missing
 */
export async function loadGpuJs(): Promise<GpuJs> {
  let loaded: GpuJs & { readonly default: GpuJs }
  try {
    loaded = (await import('gpu.js')) as never
  } catch (cause) {
    throw new EngineError('gpu: the package gpu.js is not installed: npm install gpu.js@2.24.1', {
      cause,
    })
  }
  return loaded.default.GPU ? loaded.default : loaded
}
