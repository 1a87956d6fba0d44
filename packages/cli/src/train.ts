import type { Dataset, TrainAndTest } from '@kq/data/dataset'
import { gatherRows } from '@kq/data/gather-rows'
import type { Engine } from '@kq/linalg/engine'
import { mlp } from '@kq/nn/mlp'
import type { PaperMethod } from '@kq/optim/presets'
import { Trainer } from '@kq/optim/trainer'
import type { TrainingEvent } from '@kq/optim/training-events'
import type { Settings } from './command-line.ts'
import { method } from './methods.ts'
import type { Problem } from './problems.ts'
import type { RunResult } from './results.ts'
import { parseSchedule } from './schedule-option.ts'
import type { TrainingStore } from './training-store.ts'

const subsetRows = 2000
const shownImages = 10
/** Evaluations in a run that is limited by seconds. */
const evaluations = 12

const bytes = (pixels: ArrayLike<number>): Uint8Array =>
  Uint8Array.from(pixels, (value) => Math.round(255 * Math.min(1, Math.max(0, value))))

const images = (pixels: ArrayLike<number>, size: number): Uint8Array[] =>
  Array.from({ length: pixels.length / size }, (_, k) =>
    bytes(Array.from(pixels).slice(k * size, (k + 1) * size)),
  )

async function reconstruct(
  trainer: Trainer,
  test: Dataset,
  { image }: Problem,
): Promise<RunResult['reconstructions']> {
  if (!image) return { inputs: [], outputs: [], width: 0, height: 0 }
  const { width, height } = image
  const rows = Array.from({ length: Math.min(shownImages, test.inputs.rows) }, (_, k) => k)
  const inputs = gatherRows(test.inputs, rows)
  const outputs = Array.from(await trainer.predict(inputs), image.output)
  return {
    inputs: images(Array.from(inputs.data, image.input), width * height),
    outputs: images(outputs, width * height),
    width,
    height,
  }
}

/** What a method did, and whether it ended in an error, which is then the stop reason. */
export interface TrainedRun {
  readonly result: RunResult
  readonly failed: boolean
}

/** What happens beside the training. */
export interface Surroundings {
  readonly signal: AbortSignal
  readonly store: TrainingStore
  /** Called before the first event. */
  readonly follow: (rejectedSteps: number) => (event: TrainingEvent) => void
  /** Called with every checkpoint. */
  readonly onSaved: (result: RunResult) => void
}

/** A network without output, for records of a training that has not ended. */
const noImages: RunResult['reconstructions'] = { inputs: [], outputs: [], width: 0, height: 0 }

/**
 * What is left of a limit of epochs. Half a batch less, since `fit` rounds up to whole batches: the
 * quotient's rounding must not make one more of it.
 */
const epochsLeft = (epochs: number, { iterations }: Trainer, batches: number): number =>
  Math.max(0, Math.ceil(epochs * batches) - iterations - 0.5) / batches

/** Trains the problem's network by one method within the settings' budget, from where the store has it. */
export async function train(
  problem: Problem,
  { train, test }: TrainAndTest,
  name: PaperMethod,
  engine: Engine,
  settings: Settings,
  { signal, store, follow, onSaved }: Surroundings,
): Promise<TrainedRun> {
  const optimizer = method(settings.dataset, name)
  const model = mlp(problem.layerSizes, { activation: problem.activations })
  const subject = { model, optimizer, engine }
  const stored = await store.load(subject)
  const trainer = new Trainer({
    ...subject,
    loss: problem.loss,
    train,
    test,
    batchSize: settings.batch,
    batching: 'reference',
    seed: settings.seed,
    warmBatches: settings.warmBatches,
    schedule: parseSchedule(settings.schedule),
    clip: settings.clip === undefined ? undefined : { norm: settings.clip },
    onNonFinite: settings.onNonFinite,
    evaluationRows: settings.evaluate === 'subset' ? subsetRows : undefined,
    from: stored?.position,
  })
  for (const step of stored?.history.steps ?? []) trainer.steps.push(step)
  for (const evaluation of stored?.history.evaluations ?? []) trainer.evaluations.push(evaluation)
  for (const report of stored?.history.layers ?? []) trainer.layers.push(report)
  const resultOf = (
    stopReason: string,
    reconstructions: RunResult['reconstructions'],
  ): RunResult => {
    const last = trainer.evaluations.at(-1)
    return {
      optimizer: name,
      label: optimizer.name,
      seconds: trainer.seconds,
      epochs: trainer.epochs,
      iterations: trainer.iterations,
      trainLoss: last?.trainLoss ?? Number.NaN,
      testLoss: last?.testLoss ?? Number.NaN,
      rejectedSteps: trainer.rejectedSteps,
      nonFiniteSteps: trainer.nonFiniteSteps,
      layers: trainer.layers,
      history: trainer.evaluations,
      steps: trainer.steps.map(({ accepted, ...step }) => ({ ...step, rejected: !accepted })),
      reconstructions,
      stopReason,
    }
  }
  let isSaved = true
  let savedAt = stored?.position.iteration
  const save = async (): Promise<void> => {
    isSaved = await store.save(trainer, subject)
    savedAt = trainer.iterations
    onSaved(resultOf('it goes on', noImages))
  }
  const { epochs, seconds } = settings
  const batches = Math.floor(train.inputs.rows / settings.batch)
  const secondsLeft = seconds && seconds - trainer.seconds
  let stopReason = 'the time was used up'
  let failed = false
  try {
    if (secondsLeft === undefined || secondsLeft > 0) {
      const { message } = await trainer.fit({
        epochs: epochs && epochsLeft(epochs, trainer, batches),
        seconds: secondsLeft,
        evaluateEverySeconds: seconds && seconds / evaluations,
        signal,
        onEvent: follow(trainer.rejectedSteps),
        patience: settings.patience,
        snapshotEvery: settings.onNonFinite === 'restore' ? 'evaluation' : 'never',
        ...(settings.checkpointEvery !== undefined && {
          checkpointEvery: settings.checkpointEvery,
          onCheckpoint: save,
        }),
      })
      stopReason = message
    }
    // What ended without an error can go on: after an interruption, or with a higher limit.
    if (savedAt !== trainer.iterations) await save()
  } catch (error) {
    stopReason = (error as Error).message
    failed = true
  }
  const result = resultOf(stopReason, await reconstruct(trainer, test, problem))
  trainer.dispose()
  return { result, failed: failed || !isSaved }
}
