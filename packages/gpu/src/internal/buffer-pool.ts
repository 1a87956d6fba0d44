/** Storage buffers that are used again, in size classes of an eighth of a power of two. */
export interface BufferPool {
  /** A buffer of at least so many bytes; what it holds is whatever it held. */
  take(bytes: number): GPUBuffer
  give(buffer: GPUBuffer): void
  /** Bytes of buffers that wait to be used again. */
  readonly idleBytes: number
}

const least = 256

/** At most an eighth more than asked for. */
export function bucketSize(bytes: number): number {
  const wanted = Math.max(bytes, least)
  const step = Math.max(least, 2 ** (Math.floor(Math.log2(wanted)) - 3))
  return Math.ceil(wanted / step) * step
}

export function createBufferPool(device: GPUDevice, usage: number): BufferPool {
  const idle = new Map<number, GPUBuffer[]>()
  let idleBytes = 0
  return {
    take(bytes) {
      const size = bucketSize(bytes)
      const buffer = idle.get(size)?.pop()
      if (!buffer) return device.createBuffer({ size, usage })
      idleBytes -= size
      return buffer
    },
    give(buffer) {
      idleBytes += buffer.size
      const list = idle.get(buffer.size)
      if (list) list.push(buffer)
      else idle.set(buffer.size, [buffer])
    },
    get idleBytes() {
      return idleBytes
    },
  }
}
