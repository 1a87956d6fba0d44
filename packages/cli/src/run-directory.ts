import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder that a run leaves behind. */
export interface RunDirectory {
  readonly path: string
  /** Writes a file whole: a program that is killed meanwhile leaves the one before. */
  write(name: string, text: string): void
}

const stamp = (date: Date): string =>
  date.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')

/** Makes `OUT/DATE-NAME`, a folder that was not there before. */
export function createRunDirectory(out: string, name: string, date: Date): RunDirectory {
  try {
    mkdirSync(out, { recursive: true })
  } catch (error) {
    throw new Error(
      `cannot make the folder ${out}: ${(error as Error).message}. Choose another with --out.`,
    )
  }
  for (let attempt = 0; ; attempt++) {
    const path = join(out, `${stamp(date)}-${name}${attempt === 0 ? '' : `-${attempt + 1}`}`)
    try {
      mkdirSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      continue
    }
    return openRunDirectory(path)
  }
}

/** The folder of a run that was begun. */
export const openRunDirectory = (path: string): RunDirectory => ({
  path,
  write(name, text) {
    const file = join(path, name)
    writeFileSync(`${file}.part`, text)
    renameSync(`${file}.part`, file)
  },
})
