/** Bytes that are read by position: a file, a blob, memory. */
export interface ByteSource {
  /** As errors call it. */
  readonly name?: string | undefined
  readonly size: number
  /** Fills `into` from `position` on; what lies beyond the end is an error. */
  readInto(into: Uint8Array, position: number): Promise<void>
}

/**
 * Bytes in memory as a source.
 *
 * @example
 * const file = await openSafetensors(bytesSource(await readFile('model.safetensors')))
 */
export const bytesSource = (bytes: Uint8Array, name?: string): ByteSource => ({
  name,
  size: bytes.length,
  readInto: async (into, position) => {
    const part = bytes.subarray(position, position + into.length)
    if (part.length < into.length) throw new RangeError(`there is no byte ${bytes.length}`)
    into.set(part)
  },
})
