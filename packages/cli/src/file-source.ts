import { open } from 'node:fs/promises'
import type { ByteSource } from '@kq/data/byte-source'

/** Reads a file by position while `use` runs. */
export async function withFile<T>(
  path: string,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    return await use({
      name: path,
      size,
      async readInto(into, position) {
        for (let done = 0; done < into.length; ) {
          const { bytesRead } = await handle.read(into, done, into.length - done, position + done)
          if (bytesRead === 0) throw new Error(`${path} ends at byte ${position + done}`)
          done += bytesRead
        }
      },
    })
  } finally {
    await handle.close()
  }
}
