import type { Shape } from '@kq/linalg/engine'
import { EngineError, ShapeError } from '@kq/linalg/errors'
import type { Backend, GpuCounters } from './backend.ts'
import { createBufferPool } from './buffer-pool.ts'
import { compiledKernels } from './compiled-kernels.ts'
import type { GpuArgument, GpuHandle, GpuJs, WebGpuContext } from './gpu-js.ts'
import type { Kernel } from './kernel.ts'

/** gpu.js in WebGPU mode, with what it lends: its device, and handles around buffers of ours. */
export interface WebGpuBackend extends Backend {
  readonly mode: 'webgpu'
  readonly context: WebGpuContext
  /**
   * Launches a shader of ours, which finds `params` at binding 0, the inputs at the next ones and the
   * result, of that shape, at the last.
   */
  launchShader(
    shader: Kernel,
    params: ArrayBuffer,
    inputs: readonly GpuHandle[],
    shape: Shape,
    groups: readonly number[],
  ): GpuHandle
}

/** A shader of ours, and where it finds its parameters. */
interface Shader {
  readonly pipeline: GPUComputePipeline
  readonly uniform: GPUBuffer
}

const bufferUsage = { uniform: 0x40, storage: 0x80, copySource: 0x4, copyTarget: 0x8, mapRead: 0x1 }
const mapRead = 1

export async function webGpuBackend(gpuJs: GpuJs): Promise<WebGpuBackend> {
  const context = await gpuJs.WebGPUContext.acquire()
  const { device, adapter } = context
  const compiled = compiledKernels(new gpuJs.GPU({ mode: 'webgpu' }))
  const counters: GpuCounters = { deviceBytes: 0, dispatches: 0, uploads: 0, readbacks: 0 }
  const usage = bufferUsage.storage | bufferUsage.copySource | bufferUsage.copyTarget
  const pool = createBufferPool(device, usage)
  const pooled = new WeakMap<GpuHandle, GPUBuffer>()
  const largest = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize)
  let death: string | undefined
  void device.lost.then(({ message }) => {
    death = message || 'no reason was given'
  })

  const bytesOf = ({ rows, columns }: Shape): number => 4 * rows * columns

  const assertAlive = (): void => {
    if (death !== undefined || context.isLost) throw deviceLost(death ?? 'no reason was given')
  }

  const checkShape = (shape: Shape): void => {
    const bytes = bytesOf(shape)
    if (bytes <= largest) return
    throw new ShapeError(
      `a matrix of ${shape.rows}×${shape.columns} takes ${bytes} bytes, but this device binds at most ${largest}: split it`,
    )
  }

  /** A handle of gpu.js around a buffer. */
  const handleOn = (buffer: GPUBuffer, { rows, columns }: Shape): GpuHandle =>
    new gpuJs.WebGPUBufferResult({
      buffer,
      output: [columns, rows],
      componentCount: 1,
      context,
      kernel: undefined,
    })

  const allocate = (shape: Shape): GpuHandle => {
    assertAlive()
    const buffer = pool.take(bytesOf(shape))
    const handle = handleOn(buffer, shape)
    pooled.set(handle, buffer)
    counters.deviceBytes += buffer.size
    return handle
  }

  const shaders = new Map<string, Shader>()

  function shaderOf({ name, source }: Kernel, uniformBytes: number): Shader {
    let shader = shaders.get(name)
    if (!shader) {
      const module = device.createShaderModule({ code: source(), label: name })
      shader = {
        pipeline: device.createComputePipeline({
          layout: 'auto',
          compute: { module, entryPoint: 'main' },
        }),
        uniform: device.createBuffer({
          size: uniformBytes,
          usage: bufferUsage.uniform | bufferUsage.copyTarget,
        }),
      }
      shaders.set(name, shader)
    }
    return shader
  }

  return {
    mode: 'webgpu',
    adapter: adapterName(adapter),
    context,
    counters,
    checkShape,

    launchShader(kernel, params, inputs, shape, [x, y = 1]) {
      const { pipeline, uniform } = shaderOf(kernel, params.byteLength)
      // Writes and submissions keep their order, so that one place does for all launches.
      device.queue.writeBuffer(uniform, 0, params)
      const result = allocate(shape)
      const buffers = [uniform, ...[...inputs, result].map(({ buffer }) => buffer as GPUBuffer)]
      const bindGroup = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
      })
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, bindGroup)
      pass.dispatchWorkgroups(x, y)
      pass.end()
      device.queue.submit([encoder.finish()])
      counters.dispatches++
      return result
    },

    upload(values, shape) {
      const handle = allocate(shape)
      device.queue.writeBuffer(handle.buffer as GPUBuffer, 0, values as Float32Array<ArrayBuffer>)
      counters.uploads++
      return handle
    },

    async read(handle, shape) {
      assertAlive()
      const bytes = bytesOf(shape)
      const staging = device.createBuffer({
        size: bytes,
        usage: bufferUsage.mapRead | bufferUsage.copyTarget,
      })
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(handle.buffer as GPUBuffer, 0, staging, 0, bytes)
      device.queue.submit([encoder.finish()])
      counters.readbacks++
      try {
        await staging.mapAsync(mapRead)
      } catch (error) {
        assertAlive()
        throw error
      }
      const values = new Float32Array(staging.getMappedRange().slice(0))
      staging.destroy()
      return values
    },

    async launch(kernel: Kernel, shape: Shape, args: readonly GpuArgument[]) {
      assertAlive()
      const handle = await compiled(kernel, shape)(...args)
      counters.dispatches++
      counters.deviceBytes += handle.buffer?.size ?? 0
      return handle
    },

    release(handle) {
      const buffer = handle.buffer as GPUBuffer
      counters.deviceBytes -= buffer.size
      if (pooled.has(handle)) pool.give(buffer)
      else handle.delete()
    },
  }
}

function adapterName({ info }: GPUAdapter): string {
  const words = [info.vendor, info.architecture, info.description].filter((word) => word !== '')
  return words.length > 0 ? words.join(' ') : 'an adapter without a name'
}

/** The error of a device that is of no more use. */
const deviceLost = (reason: string): EngineError =>
  new EngineError(
    `gpu: the device was lost (${reason}). What it held is gone: open another engine, and go on from what was read last, as a trainer's snapshot.`,
  )
