import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ProblemName } from '@kq/cli/problems'
import { curvesFromMat } from '@kq/data/curves-file'
import type { TrainAndTest } from '@kq/data/dataset'
import { facesFromMat } from '@kq/data/faces-file'

/** A file of the authors', and the problem that it belongs to. */
export interface OriginalData {
  readonly problem: ProblemName
  load(): Promise<TrainAndTest>
}

/** How the authors' files are read, by how their names begin. */
const readers = {
  digs: { problem: 'curves', read: curvesFromMat },
  newfaces: { problem: 'faces', read: facesFromMat },
} as const

/** @throws Error where the name is not one of theirs */
export function originalData(file: string): OriginalData {
  const name = path.basename(file)
  const reader = Object.entries(readers).find(([start]) => name.startsWith(start))?.[1]
  if (!reader) {
    throw new Error(
      `--data is ${file}; expected digs3pts_1.mat (CURVES) or newfaces_rot_single.mat (FACES), as ` +
        'J. Martens published them',
    )
  }
  const { problem, read } = reader
  return { problem, load: async () => read(await readFile(file), { file }) }
}
