import { EngineError } from '@kq/linalg/errors'

/** Not a literal in the import: bundlers would follow it into Node.js's modules. */
const packageName: string = 'webgpu'

interface Scope {
  navigator?: { gpu?: GPU }
  readonly process?: { readonly versions?: { readonly node?: string } }
}

const isNode = (): boolean => (globalThis as Scope).process?.versions?.node !== undefined

/** Gives Node.js a `navigator.gpu`, by the package webgpu. */
async function provideWebGpu(scope: Scope): Promise<void> {
  let loaded: { create(options: readonly string[]): GPU; globals: object }
  try {
    loaded = (await import(/* @vite-ignore */ packageName)) as never
  } catch (cause) {
    throw new EngineError(
      `gpu: Node.js has no navigator.gpu, and the package webgpu cannot be loaded: npm install webgpu@0.6.2 (${(cause as Error).message.split('\n')[0]})`,
      { cause },
    )
  }
  Object.assign(globalThis, loaded.globals)
  const navigator = scope.navigator ?? {}
  Object.defineProperty(navigator, 'gpu', { value: loaded.create([]), configurable: true })
  if (!scope.navigator) {
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true })
  }
}

/**
 * Makes sure that there is a WebGPU adapter.
 *
 * @throws EngineError that names what is missing
 */
export async function requireAdapter(): Promise<void> {
  const scope = globalThis as Scope
  if (!scope.navigator?.gpu && isNode()) await provideWebGpu(scope)
  const gpu = scope.navigator?.gpu
  if (!gpu) {
    throw new EngineError(
      'gpu: this browser has no navigator.gpu: WebGPU needs Chrome 113, Safari 26 or Firefox 141, and a page from https or localhost',
    )
  }
  if (await gpu.requestAdapter()) return
  throw new EngineError(
    isNode()
      ? "gpu: WebGPU finds no adapter: install the GPU's driver and libvulkan1, or name a software driver by VK_DRIVER_FILES (Debian's chromium brings /usr/lib/chromium/vk_swiftshader_icd.json)"
      : 'gpu: WebGPU is there and finds no adapter: no driver, or one that this browser blocks (chrome://gpu says why)',
  )
}

/** Whether there can be WebGL2: Node.js has none. */
export const mayHaveWebGl2 = (): boolean => typeof OffscreenCanvas !== 'undefined'
