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

/** Trains the problem's network by one method within the settings' budget. */
export async function train(
  problem: Problem,
  { train, test }: TrainAndTest,
  name: PaperMethod,
  engine: Engine,
  settings: Settings,
  signal: AbortSignal,
  onEvent: (event: TrainingEvent) => void,
): Promise<TrainedRun> {
  const optimizer = method(settings.dataset, name)
  const trainer = new Trainer({
    model: mlp(problem.layerSizes, { activation: problem.activations }),
    loss: problem.loss,
    optimizer,
    engine,
    train,
    test,
    batchSize: settings.batch,
    batching: 'reference',
    seed: settings.seed,
    warmBatches: settings.warmBatches,
    evaluationRows: settings.evaluate === 'subset' ? subsetRows : undefined,
  })
  let stopReason: string
  let failed = false
  try {
    const { message } = await trainer.fit({
      epochs: settings.epochs,
      seconds: settings.seconds,
      evaluateEverySeconds: settings.seconds && settings.seconds / evaluations,
      signal,
      onEvent,
    })
    stopReason = message
  } catch (error) {
    stopReason = (error as Error).message
    failed = true
  }
  const last = trainer.evaluations.at(-1)
  const result: RunResult = {
    optimizer: name,
    label: optimizer.name,
    seconds: trainer.seconds,
    epochs: trainer.epochs,
    iterations: trainer.iterations,
    trainLoss: last?.trainLoss ?? Number.NaN,
    testLoss: last?.testLoss ?? Number.NaN,
    rejectedSteps: trainer.rejectedSteps,
    history: trainer.evaluations,
    steps: trainer.steps.map(({ accepted, ...step }) => ({ ...step, rejected: !accepted })),
    reconstructions: await reconstruct(trainer, test, problem),
    stopReason,
  }
  trainer.dispose()
  return { result, failed }
}
