import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Cell, cellName } from './cell.ts'

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/**
 * Takes a cell, so that commands side by side do not run it twice: by a file with the number of the
 * process, which can be made once only. What a killed process left does not count.
 *
 * @returns what gives the cell back; undefined where a running command has it
 */
export function claimCell(folder: string, cell: Cell): (() => void) | undefined {
  const file = join(folder, `${cellName(cell)}.running`)
  mkdirSync(dirname(file), { recursive: true })
  const take = (): boolean => {
    try {
      writeFileSync(file, `${process.pid}`, { flag: 'wx' })
      return true
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      return false
    }
  }
  const give = (): void => rmSync(file, { force: true })
  if (take()) return give
  // Not yet written, its number reads as 0, which is this process's group and so counts as running.
  if (isRunning(Number(readFileSync(file, 'utf8')))) return undefined
  give()
  return take() ? give : undefined
}
