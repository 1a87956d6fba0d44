import type { TrainAndTest } from '@kq/data/dataset'
import { problems } from '@kq/cli/problems'
import type { Engine } from '@kq/linalg/engine'
import { mlp } from '@kq/nn/mlp'
import { paperMethod } from '@kq/optim/presets'
import { Trainer } from '@kq/optim/trainer'
import type { EvaluationRecord, TrainingEvent } from '@kq/optim/training-events'
import { machine } from '../machine.ts'
import type { Cell } from './cell.ts'
import type { CellResult, Scores } from './cell-result.ts'

const batchSize = 1000
/** A run of fewer seconds is a trial, which its end alone tells from others. */
const worthCurve = 100

/** What differs between cells to hold against published epochs, to compare by time, and to search by. */
interface Manner {
  /** The authors' whole pass would take a good part of a run's seconds, and nearly all of a trial's. */
  readonly warmBatches: number | 'all'
  /** Rows of each set that an evaluation uses: on the way, and at the end. */
  readonly rows: number
  readonly finalRows: number
  /** How many slices the seconds come in, each with an evaluation after it. */
  readonly slices: number
}

const mannerOf = ({ budget }: Cell): Manner => {
  const all = Number.POSITIVE_INFINITY
  if ('epochs' in budget) {
    return { warmBatches: 'all', rows: all, finalRows: all, slices: budget.epochs }
  }
  return budget.seconds < worthCurve
    ? { warmBatches: 2, rows: 2000, finalRows: 2000, slices: 1 }
    : { warmBatches: 10, rows: 5000, finalRows: all, slices: 20 }
}

export interface RunCellOptions {
  readonly data: TrainAndTest
  readonly engine: Engine
  /** What the engine says that it is. */
  readonly engineText: string
  /** Ends the run after the step in progress. */
  readonly signal: { readonly aborted: boolean }
  readonly onEvent: (event: TrainingEvent) => void
}

const isDivergence = (error: unknown): error is Error =>
  error instanceof Error &&
  ['DivergenceError', 'NonFiniteError', 'NotPositiveDefiniteError'].includes(error.name)

/** Losses and errors at the trainer's present parameters. */
async function scoresOf(
  trainer: Trainer,
  { train, test }: TrainAndTest,
  rows: number,
): Promise<Scores> {
  const atMost = (all: number): number => Math.min(all, rows)
  const onTrain = await trainer.evaluate(train, atMost(train.inputs.rows))
  const onTest = await trainer.evaluate(test, atMost(test.inputs.rows))
  return {
    trainLoss: onTrain.loss,
    trainError: onTrain.error,
    testLoss: onTest.loss,
    testError: onTest.error,
  }
}

/** What `fit` is asked for next; undefined where the budget is used up. */
const nextSlice = (
  trainer: Trainer,
  { budget }: Cell,
  slices: number,
): { readonly seconds: number } | { readonly epochs: number } | undefined => {
  if ('epochs' in budget) {
    const left = budget.epochs - trainer.epochs
    return left > 1e-9 ? { epochs: Math.min(1, left) } : undefined
  }
  const slice = budget.seconds / slices
  return trainer.seconds < budget.seconds
    ? { seconds: slice - (trainer.seconds % slice) }
    : undefined
}

/**
 * Trains one cell from beginning to end.
 *
 * @returns undefined where it was asked to stop: an unfinished cell has no result
 * @throws Error for what is no fault of the method: memory, data
 */
export async function runCell(
  cell: Cell,
  options: RunCellOptions,
): Promise<CellResult | undefined> {
  const { data, engine, engineText, signal, onEvent } = options
  const problem = problems[cell.problem]
  const { warmBatches, rows, finalRows, slices } = mannerOf(cell)
  const optimizer = paperMethod(cell.method, cell.setting)
  const trainer = new Trainer({
    model: mlp(problem.layerSizes, { activation: problem.activations }),
    loss: problem.loss,
    optimizer,
    engine,
    train: data.train,
    batchSize,
    batching: 'reference',
    seed: cell.seed,
    warmBatches,
  })
  const history: EvaluationRecord[] = []
  const evaluate = async (): Promise<void> => {
    const { iterations: iteration, epochs: epoch, seconds } = trainer
    const scores = await scoresOf(trainer, data, rows)
    history.push({ iteration, epoch, seconds, ...scores })
  }
  let ended = 'the budget was used up'
  let diverged = false
  let final: Scores | null = null
  try {
    if (slices > 1) await evaluate()
    for (let slice = nextSlice(trainer, cell, slices); slice; ) {
      await trainer.fit({ ...slice, evaluate: false, signal, onEvent })
      if (signal.aborted) return undefined
      await evaluate()
      slice = nextSlice(trainer, cell, slices)
    }
    const scores = await scoresOf(trainer, data, finalRows)
    if (Number.isFinite(scores.trainLoss) && Number.isFinite(scores.testLoss)) final = scores
    else {
      ended = 'the loss is not finite'
      diverged = true
    }
  } catch (error) {
    if (!isDivergence(error)) throw error
    ended = error.message
    diverged = true
  } finally {
    trainer.dispose()
  }
  if (signal.aborted) return undefined
  return {
    cell,
    label: optimizer.name,
    options: optimizer.options,
    layerSizes: problem.layerSizes.join('-'),
    engine: engineText,
    machine: machine({}),
    iterations: trainer.iterations,
    epochs: trainer.epochs,
    seconds: trainer.seconds,
    rejectedSteps: trainer.rejectedSteps,
    ended,
    diverged,
    final,
    history,
  }
}
