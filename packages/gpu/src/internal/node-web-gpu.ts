import { EngineError } from '@kq/linalg/errors'

/** Not a literal in the import: bundlers would follow it into Node.js's modules. */
const packageName: string = 'webgpu'

/** Gives Node.js a `navigator.gpu`, by the package webgpu, where there is none. */
export async function provideWebGpu(): Promise<void> {
  const scope = globalThis as { navigator?: { gpu?: unknown }; process?: { versions?: object } }
  if (scope.navigator?.gpu || !scope.process?.versions) return
  let loaded: { create(options: readonly string[]): unknown; globals: object }
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
