/** An evaluation as schedules, early stopping and the best model see it. */
export interface Judgement {
  readonly iteration: number
  readonly epoch: number
  /** The monitored loss; left out where it is not finite. */
  readonly loss?: number
}

/** What a schedule remembers of the evaluations so far: numbers by name, which a snapshot holds. */
export type ScheduleMemory = Readonly<Record<string, number>>

/** Where a training stands before a step. */
export interface ScheduleMoment {
  /** Steps before this one. */
  readonly step: number
  /** Passes over the training set before this step, with fractions. */
  readonly epoch: number
  /** α of the optimizer. */
  readonly baseRate: number
  /** The latest, if there was one. */
  readonly evaluation: Judgement | undefined
  /** What `remember` has returned last; empty before. */
  readonly memory: ScheduleMemory
}

/**
 * How the learning rate goes with time. Both functions are pure: what a schedule has to remember is in
 * `memory`, so that a training goes on exactly from a snapshot.
 *
 * @example
 * ```ts
 * import type { Schedule } from '@kq/optim/schedule'
 *
 * const inverseRoot: Schedule = {
 *   name: 'inverse root',
 *   rate: ({ baseRate, step }) => baseRate / Math.sqrt(1 + step),
 * }
 * ```
 */
export interface Schedule {
  /** For messages. */
  readonly name: string
  /** The learning rate of the step, finite and at least 0. */
  rate(moment: ScheduleMoment): number
  /** Called after each evaluation that was due; returns what to remember. */
  remember?(memory: ScheduleMemory, evaluation: Judgement): ScheduleMemory
}
