import { EngineError } from '@kq/linalg/errors'
import type { GpuMode } from './internal/backend.ts'
import { mayHaveWebGl2, requireAdapter } from './internal/require-adapter.ts'

function requireWebGl2(): void {
  if (!mayHaveWebGl2()) throw new EngineError('gpu: WebGL2 is there in browsers only')
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) {
    throw new EngineError(
      'gpu: this browser gives no WebGL2: no driver, or one that it blocks (chrome://gpu or about:support says why)',
    )
  }
  if (!gl.getExtension('EXT_color_buffer_float')) {
    throw new EngineError(
      'gpu: WebGL2 is there and cannot compute in float32: this device has no EXT_color_buffer_float',
    )
  }
}

/**
 * Makes sure that there is a GPU for a mode, without opening an engine on it: to offer a choice, say.
 *
 * @throws EngineError that names what is missing
 *
 * @example
 * ```ts
 * import { requireGpu } from '@kq/gpu/require-gpu'
 *
 * await requireGpu('webgpu').catch((error: Error) => console.log(error.message))
 * ```
 */
export async function requireGpu(mode: GpuMode): Promise<void> {
  if (mode === 'webgpu') await requireAdapter()
  else requireWebGl2()
}
