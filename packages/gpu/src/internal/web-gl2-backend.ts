import type { Shape } from '@kq/linalg/engine'
import { ShapeError } from '@kq/linalg/errors'
import type { Backend, GpuCounters } from './backend.ts'
import { compiledKernels } from './compiled-kernels.ts'
import type { GpuHandle, GpuJs } from './gpu-js.ts'
import { kernel } from './kernel.ts'

/** The one kernel that ever sees host data: a kernel that has seen some throws when given a texture. */
const uploadKernel = kernel('upload', () => ({
  parameters: ['a'],
  body: 'return a[this.thread.y][this.thread.x];',
}))

/** What gpu.js allows a texture. */
const largestSide = 8192

/** gpu.js in WebGL2 mode: matrices are float32 textures. */
export function webGl2Backend(gpuJs: GpuJs): Promise<Backend> {
  const compiled = compiledKernels(new gpuJs.GPU({ mode: 'webgl2' }))
  const counters: GpuCounters = { deviceBytes: 0, dispatches: 0, uploads: 0, readbacks: 0 }
  const bytesOf = new WeakMap<GpuHandle, number>()

  const checkShape = ({ rows, columns }: Shape): void => {
    if (rows <= largestSide && columns <= largestSide) return
    throw new ShapeError(
      `a matrix of ${rows}×${columns} does not fit a WebGL2 texture of at most ${largestSide}×${largestSide}: split it, or use WebGPU`,
    )
  }

  const launch: Backend['launch'] = async (kernel, shape, args) => {
    const handle = await compiled(kernel, shape)(...args)
    counters.dispatches++
    const bytes = 4 * shape.rows * shape.columns
    bytesOf.set(handle, bytes)
    counters.deviceBytes += bytes
    return handle
  }

  return Promise.resolve({
    mode: 'webgl2',
    adapter: rendererName(),
    counters,
    checkShape,
    upload: (values: Float32Array, shape: Shape) => {
      counters.uploads++
      const data = gpuJs.input(values, [shape.columns, shape.rows])
      return launch(uploadKernel, shape, [data])
    },
    async read(handle, { rows, columns }) {
      counters.readbacks++
      const found = await handle.toArray()
      const values = new Float32Array(rows * columns)
      for (let row = 0; row < rows; row++) values.set(found[row], row * columns)
      return values
    },
    launch,
    release(handle) {
      counters.deviceBytes -= bytesOf.get(handle) ?? 0
      handle.delete()
    },
  })
}

/** What renders WebGL here, as far as the browser tells. */
function rendererName(): string {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  const details = gl?.getExtension('WEBGL_debug_renderer_info')
  return gl && details ? String(gl.getParameter(details.UNMASKED_RENDERER_WEBGL)) : 'WebGL2'
}
