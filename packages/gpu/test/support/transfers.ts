/** What crossed between host and device. */
export interface Transfers {
  /** Writes into storage: matrices. Parameters of kernels, which are uniforms, are not counted. */
  uploads: number
  uploadedBytes: number
  /** Buffers mapped to be read. */
  readbacks: number
}

const storage = 0x80

/** Counts, from now on, what any program writes to and reads from a device, at the device itself. */
export function countTransfers(device: GPUDevice): Transfers & { restore(): void } {
  const { queue } = device
  const buffers = Object.getPrototypeOf(device.createBuffer({ size: 4, usage: storage })) as {
    mapAsync: (...args: unknown[]) => Promise<undefined>
  }
  const { writeBuffer } = queue
  const { mapAsync } = buffers
  const counts = { uploads: 0, uploadedBytes: 0, readbacks: 0 }
  queue.writeBuffer = function (...args: Parameters<GPUQueue['writeBuffer']>) {
    const [buffer, , data] = args
    if (buffer.usage & storage) {
      counts.uploads++
      counts.uploadedBytes += data.byteLength
    }
    return writeBuffer.apply(queue, args)
  }
  buffers.mapAsync = function (...args) {
    counts.readbacks++
    return mapAsync.apply(this, args)
  }
  return Object.assign(counts, {
    restore: () => {
      queue.writeBuffer = writeBuffer
      buffers.mapAsync = mapAsync
    },
  })
}
