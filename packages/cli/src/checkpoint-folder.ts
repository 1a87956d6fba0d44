import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import type { ByteSource } from '@kq/data/byte-source'
import { CheckpointError } from '@kq/optim/checkpoint-error'
import { withFile } from './file-source.ts'
import { asideSuffix, type Files, writeAside } from './write-aside.ts'

/** The latest checkpoints of one training. */
export interface CheckpointFolder {
  readonly path: string
  /** The files, newest first. */
  list(): Promise<string[]>
  /** Saves one, by the number of steps taken, and then removes the oldest. */
  save(iteration: number, pieces: AsyncIterable<Uint8Array>): Promise<string>
  /**
   * What `read` makes of the newest that is sound; undefined where there are none. `say` hears of those
   * that are damaged.
   *
   * @throws CheckpointError where all are damaged, or one is of another training
   */
  load<T>(
    read: (source: ByteSource) => Promise<T>,
    say?: (line: string) => void,
  ): Promise<T | undefined>
}

export interface CheckpointFolderOptions {
  /** How many stay. @defaultValue 3 */
  readonly keep?: number
  readonly files?: Files
}

const extension = '.safetensors'

const fileOf = (iteration: number): string => `${String(iteration).padStart(9, '0')}${extension}`

/**
 * A folder of checkpoints, made when the first is saved. A program that is killed at any moment, in
 * the middle of a save too, leaves the checkpoints before it as they were.
 *
 * @example
 * const folder = checkpointFolder('runs/mine/checkpoints', { keep: 2 })
 * await folder.save(trainer.iterations, writeCheckpoint(trainer.position, subject))
 * const saved = await folder.load((source) => readCheckpoint(source, subject))
 */
export function checkpointFolder(
  path: string,
  { keep = 3, files = fs }: CheckpointFolderOptions = {},
): CheckpointFolder {
  const names = async (): Promise<string[]> => {
    try {
      return await files.readdir(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }
  const list = async (): Promise<string[]> =>
    (await names())
      .filter((name) => /^\d{9,}\.safetensors$/.test(name))
      .toSorted((one, other) => Number.parseInt(other, 10) - Number.parseInt(one, 10))
      .map((name) => join(path, name))

  /** Removes what is too old, and what a program that was killed has left half-written. */
  const prune = async (): Promise<void> => {
    const left = (await names()).filter((name) => name.endsWith(`${extension}${asideSuffix}`))
    const old = (await list()).slice(keep)
    for (const file of [...old, ...left.map((name) => join(path, name))]) {
      await files.rm(file, { force: true })
    }
  }

  return {
    path,
    list,
    async save(iteration, pieces) {
      const file = join(path, fileOf(iteration))
      try {
        await files.mkdir(path, { recursive: true })
      } catch (error) {
        throw new Error(
          `cannot make the folder ${path}: ${(error as Error).message}. Choose another with --out.`,
          { cause: error },
        )
      }
      await writeAside(file, pieces, files)
      await prune()
      return file
    },
    async load(read, say) {
      let failure: CheckpointError | undefined
      for (const file of await list()) {
        try {
          return await withFile(file, read)
        } catch (error) {
          if (!(error instanceof CheckpointError && error.problem === 'damaged')) throw error
          failure ??= error
          say?.(`${error.message}; taking the one before it`)
        }
      }
      if (failure) throw failure
      return undefined
    },
  }
}
