import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type CheckpointSubject, readCheckpoint, writeCheckpoint } from '@kq/optim/checkpoint'
import type { Trainer } from '@kq/optim/trainer'
import { checkpointFolder } from './checkpoint-folder.ts'
import { type History, packHistory, unpackHistory } from './internal/history.ts'

/** Where a training stood, and what it had recorded. */
interface Stored {
  readonly position: Awaited<ReturnType<typeof readCheckpoint>>['position']
  readonly history: History
}

/** The checkpoints of one method of a run. */
export interface TrainingStore {
  load(subject: CheckpointSubject): Promise<Stored | undefined>
  /** Resolves to whether it was saved; where not, the reason was said. */
  save(trainer: Trainer, subject: CheckpointSubject): Promise<boolean>
}

const folderOf = (run: string): string => join(run, 'checkpoints')

/** Removes all checkpoints of a run. */
export const removeStores = (run: string): Promise<void> =>
  rm(folderOf(run), { recursive: true, force: true })

/** The store of a method in the folder of a run. `say` hears of what is found and of what goes wrong. */
export function trainingStore(
  run: string,
  method: string,
  { keep, say }: { readonly keep: number; readonly say: (line: string) => void },
): TrainingStore {
  const folder = checkpointFolder(join(folderOf(run), method), { keep })
  return {
    load: (subject) =>
      folder.load(async (source) => {
        const { position, extra } = await readCheckpoint(source, subject)
        say(`${position.method} stands at iteration ${position.iteration}`)
        return { position, history: unpackHistory(extra) }
      }, say),
    async save(trainer, subject) {
      try {
        const pieces = writeCheckpoint(trainer.position, subject, packHistory(trainer))
        await folder.save(trainer.iterations, pieces)
        return true
      } catch (error) {
        say((error as Error).message)
        return false
      }
    },
  }
}
