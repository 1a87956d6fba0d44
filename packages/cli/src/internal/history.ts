import type { PlainData } from '@kq/optim/checkpoint'
import type { EvaluationRecord, LayersRecord, StepRecord } from '@kq/optim/training-events'

/** A training's records so far. */
export interface History {
  readonly steps: readonly StepRecord[]
  readonly evaluations: readonly EvaluationRecord[]
  readonly layers: readonly LayersRecord[]
}

/** Numbers of a step in a checkpoint: one row of these for each. */
const stepNumbers = 7

/** Records as a checkpoint holds them: steps, of which there are many, as one array. */
export const packHistory = ({ steps, evaluations, layers }: History): PlainData => ({
  steps: Float64Array.from(
    steps.flatMap(({ iteration, epoch, seconds, loss, trialLoss, accepted, learningRate }) => [
      ...[iteration, epoch, seconds, loss],
      trialLoss ?? Number.NaN,
      Number(accepted),
      learningRate,
    ]),
  ),
  evaluations: evaluations.map((record) => ({ ...record })),
  layers: layers.map((record) => ({
    ...record,
    layers: record.layers.map((layer) => ({ ...layer })),
  })),
})

/** {@link packHistory} undone. A trial loss that was never computed comes back as NaN. */
export function unpackHistory(packed: PlainData): History {
  const { steps, ...rest } = packed as unknown as Omit<History, 'steps'> & {
    readonly steps: Float64Array
  }
  return {
    steps: Array.from({ length: steps.length / stepNumbers }, (_, row) => {
      const numbers = steps.subarray(stepNumbers * row, stepNumbers * (row + 1))
      const [iteration, epoch, seconds, loss, trialLoss, accepted, learningRate] = numbers
      return { iteration, epoch, seconds, loss, trialLoss, accepted: accepted !== 0, learningRate }
    }),
    ...rest,
  }
}
