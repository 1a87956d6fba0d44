import type { TrainingEvent } from '@kq/optim/training-events'
import type { Progress, ProgressState } from './progress.ts'

/** The run whose events are shown. */
export type ProgressRun = Pick<ProgressState, 'label' | 'secondsLimit' | 'epochLimit'> & {
  /** Before the first event, where a run is taken up again. @defaultValue 0 */
  readonly rejectedSteps?: number
}

/**
 * What to give a trainer as `onEvent` so that `progress` follows it.
 *
 * @example
 * const onEvent = showTraining(progress, { label: 'K-BFGS', secondsLimit: 120 })
 * await trainer.fit({ seconds: 120, onEvent })
 */
export const showTraining = (
  progress: Progress,
  run: ProgressRun,
): ((event: TrainingEvent) => void) => {
  let state: ProgressState = {
    seconds: 0,
    epoch: 0,
    iteration: 0,
    loss: Number.NaN,
    rejectedSteps: 0,
    ...run,
  }
  return (event) => {
    if (event.kind === 'warm') {
      const { seconds, batch, batches } = event
      progress.update({ ...state, seconds, phase: `warm start, batch ${batch} of ${batches}` })
      return
    }
    if (event.kind !== 'step') return
    const { seconds, epoch, iteration, loss, accepted } = event
    const rejectedSteps = state.rejectedSteps + (accepted ? 0 : 1)
    state = { ...state, seconds, epoch, iteration, loss, rejectedSteps }
    progress.update(state)
  }
}
