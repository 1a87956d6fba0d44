import assert from 'node:assert/strict'
import { requireGpu } from '../src/require-gpu.ts'

describe('requireGpu', () => {
  const scope = globalThis as { OffscreenCanvas?: unknown }

  /** A browser whose canvas gives this context. */
  const browserWith = (context: unknown): void => {
    scope.OffscreenCanvas = class {
      getContext = (): unknown => context
    }
  }

  afterEach(() => {
    delete scope.OffscreenCanvas
  })

  it('finds no WebGL2 in Node.js', () =>
    assert.rejects(requireGpu('webgl2'), /^EngineError: gpu: WebGL2 is there in browsers only$/))

  it('says that a browser gives no WebGL2, or none that computes in float32', async () => {
    browserWith(null)
    await assert.rejects(requireGpu('webgl2'), /gpu: this browser gives no WebGL2: no driver/)
    browserWith({ getExtension: () => null })
    await assert.rejects(requireGpu('webgl2'), /this device has no EXT_color_buffer_float/)
  })

  it('is content where float32 can be drawn', async () => {
    browserWith({ getExtension: (name: string) => name === 'EXT_color_buffer_float' && {} })
    await requireGpu('webgl2')
  })
})
