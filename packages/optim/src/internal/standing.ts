import type { EvaluationRecord } from '../training-events.ts'
import type { Judgement } from '../schedule.ts'

/** How the monitored loss has gone: plain data. */
export interface Standing {
  /** The lowest so far; left out before the first that was finite. */
  readonly best?: number
  /** Evaluations since, those that were due. */
  readonly waited: number
}

/** An evaluation by the loss that is monitored. */
export function judged(
  { iteration, epoch, trainLoss, testLoss }: EvaluationRecord,
  monitor: 'train' | 'test',
): Judgement {
  const loss = monitor === 'train' ? trainLoss : testLoss
  return { iteration, epoch, ...(Number.isFinite(loss) && { loss }) }
}

/** The standing after one more evaluation. */
export function standingAfter({ best, waited }: Standing, { loss }: Judgement): Standing {
  if (loss !== undefined && (best === undefined || loss < best)) return { best: loss, waited: 0 }
  return { ...(best !== undefined && { best }), waited: waited + 1 }
}
