import type { Shape } from '@kq/linalg/engine'
import type { GpuHandle } from './gpu-js.ts'

/** Storage on the device, given back once nobody refers to it. */
export class DeviceValue {
  readonly handle: GpuHandle
  readonly shape: Shape
  readonly #release: (handle: GpuHandle) => void
  #references = 1

  constructor(handle: GpuHandle, shape: Shape, release: (handle: GpuHandle) => void) {
    this.handle = handle
    this.shape = shape
    this.#release = release
  }

  /** How many refer to it. */
  get references(): number {
    return this.#references
  }

  retain(): this {
    this.#references++
    return this
  }

  release(): void {
    if (--this.#references === 0) this.#release(this.handle)
  }
}
