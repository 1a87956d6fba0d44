import { readFile } from 'node:fs/promises'
import type { ProblemName } from '@kq/cli/problems'
import type { TrainAndTest } from '@kq/data/dataset'

/** A file of the authors', and the problem that it belongs to. */
export interface OriginalData {
  readonly problem: ProblemName
  load(): Promise<TrainAndTest>
}
export async function openOriginal(file: string): Promise<OriginalData> {
  await readFile(file)
  throw new Error('not yet')
}
