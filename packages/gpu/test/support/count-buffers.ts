/** Buffers that any program made on a device since this was called, and did not destroy. */
export function countBuffers(device: GPUDevice): { readonly live: number } {
  const made = new WeakSet<GPUBuffer>()
  const counts = { live: 0 }
  const { createBuffer } = device
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer.call(device, descriptor)
    made.add(buffer)
    counts.live++
    const { destroy } = buffer
    buffer.destroy = () => {
      if (made.delete(buffer)) counts.live--
      destroy.call(buffer)
    }
    return buffer
  }
  return counts
}
