import * as fs from 'node:fs/promises'
import { dirname } from 'node:path'

/** What is asked of the file system. */
export type Files = Pick<typeof fs, 'mkdir' | 'open' | 'readdir' | 'rename' | 'rm'>

/** What a file is called until it is whole. */
export const asideSuffix = '.part'

/** What to do about an error, by its code. */
const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space, or choose another folder.',
  EDQUOT: 'The quota is used up: free some space, or choose another folder.',
  EACCES: 'The folder does not let this user write: change its permissions, or choose another.',
  EPERM: 'The folder does not let this user write: change its permissions, or choose another.',
  EROFS: 'The disk can only be read: choose another folder.',
}

async function writeAll(handle: fs.FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    done += (await handle.write(piece, done, piece.length - done)).bytesWritten
  }
}

/** Makes renames in a folder last. Windows has no such call, and needs none. */
async function syncFolder(path: string, files: Files): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await files.open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Writes a file so that its name means, at any moment and after any crash, either all of what was
 * there before or all of what is given: beside it, to the disk, then renamed. Each piece is written
 * before the next one is asked for.
 *
 * @throws Error that says what to do; then the file is as it was, and nothing is left beside it
 */
export async function writeAside(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  files: Files = fs,
): Promise<void> {
  const aside = `${path}${asideSuffix}`
  let failed = false
  try {
    const handle = await files.open(aside, 'w')
    try {
      for await (const piece of pieces) await writeAll(handle, piece)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await files.rename(aside, path)
    await syncFolder(dirname(path), files)
  } catch (error) {
    failed = true
    const { message, code = '' } = error as NodeJS.ErrnoException
    const hint = advice[code] ?? 'Choose another folder.'
    throw new Error(`cannot write ${path}: ${message}. ${hint} What was saved before is intact.`, {
      cause: error,
    })
  } finally {
    if (failed) await files.rm(aside, { force: true }).catch(() => undefined)
  }
}
