import type { StopReason } from '../training-events.ts'

/** Why `fit` returned, in plain English. */
export const stopMessages: Readonly<Record<StopReason, string>> = {
  epochs: 'all epochs were run',
  iterations: 'all iterations were run',
  seconds: 'the time was used up',
  aborted: 'it was asked to stop',
  patience: 'the loss has stopped falling',
}
