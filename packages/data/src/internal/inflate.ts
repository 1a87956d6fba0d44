/** Decompresses zlib data whole, like `inflateSync` of `node:zlib` or `inflate` of pako. */
export type Inflate = (compressed: Uint8Array) => Uint8Array | Promise<Uint8Array>

/** The parts of the Compression Streams standard that are used here. */
interface Decompressor {
  readonly writable: {
    getWriter(): { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> }
  }
  readonly readable: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>
      cancel(): Promise<void>
    }
  }
}

const platform = globalThis as {
  readonly DecompressionStream?: new (format: 'deflate') => Decompressor
}

/**
 * Zlib data decompressed by the platform, chunk by chunk, so that the reader can stop.
 *
 * @throws Error where the platform cannot, or the data are damaged
 */
export async function* inflateChunks(compressed: Uint8Array): AsyncGenerator<Uint8Array> {
  const { DecompressionStream } = platform
  if (!DecompressionStream) {
    throw new Error('this platform has no DecompressionStream: give a function as inflate')
  }
  const { writable, readable } = new DecompressionStream('deflate')
  const writer = writable.getWriter()
  // What goes wrong is told by the reader too.
  const ignore = (): void => {}
  writer.write(compressed).catch(ignore)
  writer.close().catch(ignore)
  const reader = readable.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value) yield next.value
    }
  } finally {
    reader.cancel().catch(ignore)
  }
}
