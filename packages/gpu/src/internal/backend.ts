import type { Shape } from '@kq/linalg/engine'
import type { GpuArgument, GpuHandle } from './gpu-js.ts'
import type { Kernel } from './kernel.ts'

/** What gpu.js computes with. */
export type GpuMode = 'webgpu' | 'webgl2'

/** What went over the bus, and what was asked of the device. */
export interface GpuCounters {
  /** Bytes of results that were not given back yet. */
  deviceBytes: number
  dispatches: number
  uploads: number
  readbacks: number
}

/** gpu.js in one of its modes. Calls are made one after the other, each awaited. */
export interface Backend {
  readonly mode: GpuMode
  /** The adapter's name. */
  readonly adapter: string
  readonly counters: GpuCounters
  /** @throws ShapeError where a matrix of that shape is more than the device takes */
  checkShape(shape: Shape): void
  upload(values: Float32Array, shape: Shape): GpuHandle | Promise<GpuHandle>
  /** Begins to read; what is launched next does not wait for it. */
  read(handle: GpuHandle, shape: Shape): Promise<Float32Array>
  launch(kernel: Kernel, shape: Shape, args: readonly GpuArgument[]): Promise<GpuHandle>
  release(handle: GpuHandle): void
}
