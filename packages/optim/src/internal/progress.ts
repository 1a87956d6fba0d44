import type { Judgement, ScheduleMemory } from '../schedule.ts'
import type { LayerTallies } from './layer-tally.ts'
import { type NonFiniteCounts, noneNonFinite } from './non-finite-policy.ts'
import type { Standing } from './standing.ts'

/** What a trainer has come to besides parameters, state and batches: plain data, JSON through and through. */
export interface Progress {
  /** Of the schedule. */
  readonly memory: ScheduleMemory
  /** The latest evaluation that was due. */
  readonly evaluation?: Judgement
  readonly standing: Standing
  readonly nonFinite: NonFiniteCounts
  /** See `scaleAfter`. */
  readonly stepScale: number
  /** Since the epoch began. */
  readonly layers: LayerTallies
}

export const noProgress: Progress = {
  memory: {},
  standing: { waited: 0 },
  nonFinite: noneNonFinite,
  stepScale: 1,
  layers: {},
}
