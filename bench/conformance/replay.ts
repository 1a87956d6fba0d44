import type { Dataset, Samples } from '@kq/data/dataset'
import type { Engine } from '@kq/linalg/engine'
import { createRandom } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import { free, scope, track } from '@kq/linalg/scope'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { logisticLoss } from '@kq/nn/logistic-loss'
import type { Loss } from '@kq/nn/loss'
import { mlp } from '@kq/nn/mlp'
import type { SampleTargets } from '@kq/optim/evaluate-model'
import type { Matrices } from '@kq/optim/evaluation'
import { Trainer } from '@kq/optim/trainer'
import type { StepFigures } from '@kq/optim/training-events'
import {
  absoluteDeviation,
  type Difference,
  fails,
  intermediateTolerance,
  relativeDeviation,
  worse,
} from './comparison.ts'
import type { GoldenArray, GoldenFile, GoldenFlags, GoldenLayer } from './golden-file.ts'
import { goldenOptimizer } from './golden-optimizer.ts'
import { createRecorder, type Recorded } from './recorder.ts'

/** What a replay came to. */
export interface Replay {
  readonly passed: boolean
  /** Largest relative deviation of a step's loss. */
  readonly loss: number
  /** Largest absolute deviation of a final weight; NaN where only losses are compared. */
  readonly weight: number
  /** The first quantity, in the order of computation, beyond its limit. */
  readonly first: Difference | undefined
}

/** In float32 only this many losses are compared, to this relative tolerance. */
const singlePrecision = { steps: 10, lossRel: 2e-5 }

const losses: Readonly<Record<string, Loss>> = { logistic: logisticLoss, 'half-mse': halfMseLoss }

const samplesOf = (rows: readonly (readonly number[])[]): Samples => ({
  data: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
})

const homogeneous = ({ W, b }: GoldenLayer): number[][] => W.map((row, k) => [...row, b[k]])

const weightsOf = (values: ArrayLike<number>, columns: number): { W: number[]; b: number[] } => {
  const all = Array.from(values)
  return {
    W: all.filter((_, k) => (k + 1) % columns !== 0),
    b: all.filter((_, k) => (k + 1) % columns === 0),
  }
}

const norm = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0))

/** Our name for a recorded flag, and our value as the record codes it. */
const flagFigures: Readonly<
  Record<keyof GoldenFlags, (figures: StepFigures, p: string) => number>
> = {
  powell: (f, p) => f[`${p}/powell`],
  second: (f, p) => f[`${p}/second`],
  hg: (f, p) => f[`${p}/outputStatus`],
  ha: (f, p) => f[`${p}/inputStatus`],
  stored: (f, p) => (f[`${p}/outputStatus`] === 0 ? 1 : 0),
}

/** Trains as the file says and compares everything that it records. */
export async function replay(file: GoldenFile, engine: Engine): Promise<Replay> {
  const single = engine.dtype === 'float32'
  const { numTrain, batchSize, layerSizes, tolerance } = file
  const loss = losses[file.loss]
  if (!loss)
    throw new TypeError(
      `the loss is ${file.loss}; expected one of ${Object.keys(losses).join(', ')}`,
    )
  const optimizer = goldenOptimizer(file.algorithm, file.hyper)
  const train: Dataset = { name: file.name, inputs: samplesOf(file.X) }
  const model = mlp(layerSizes, { activation: file.activations as never })
  const names = scope(() => Object.keys(model.init(createRandom(0), engine)))
  const parameters = Object.fromEntries(
    file.initial.map((layer, l) => [
      names[l],
      engine.upload(homogeneous(layer).flat(), {
        rows: layerSizes[l + 1],
        columns: layerSizes[l] + 1,
      }),
    ]),
  ) as Matrices
  const recorder = createRecorder()
  let observing = false
  const trainer = new Trainer({
    model,
    loss,
    optimizer,
    engine,
    train,
    batchSize,
    batching: 'sequential',
    parameters,
    sampleTargets: sampledTargets(file, engine),
    observe: (...seen) => {
      if (observing) recorder.observe(...seen)
    },
  })
  free(parameters)

  const differences: Difference[] = []
  const lossLimit = single ? singlePrecision.lossRel : tolerance.lossRel
  // What is recorded up to the last step inherits the trajectory's own sensitivity.
  const lateLimit = Math.max(intermediateTolerance, tolerance.lossRel, tolerance.weightAbs)
  let worstLoss = 0
  const note = (what: string, deviation: number, limit: number): void => {
    if (!single) differences.push({ what, deviation, limit })
  }

  const perEpoch = Math.floor(numTrain / batchSize)
  let evaluation = 0
  const compareEvaluation = async (order: readonly ('train' | 'test')[]): Promise<void> => {
    for (const which of order) {
      const recorded = file.epochEval[evaluation++]
      if (!recorded || single) continue
      const rows = which === 'test' ? batchSize : perEpoch * batchSize
      const score = await trainer.evaluate(train, rows)
      const place = `evaluation ${evaluation - 1} (${which})`
      note(`${place} loss`, relativeDeviation([score.loss], [recorded[0]]), lateLimit)
      note(`${place} error`, relativeDeviation([score.error], [recorded[1]]), lateLimit)
    }
  }

  await compareEvaluation(['test', 'train'])
  await trainer.fit({ iterations: 0, evaluate: false })
  await compareWarmStart(file, trainer.state.matrices, names, note)
  const steps = single ? Math.min(singlePrecision.steps, file.iterations) : file.iterations
  for (let i = 0; i < steps; i++) {
    const golden = file.steps[i]
    observing = !single && i < (file.trace?.length ?? 0)
    let figures: StepFigures = {}
    await trainer.fit({
      iterations: 1,
      evaluate: false,
      onEvent: (event) => {
        if (event.kind === 'step') figures = event.figures
      },
    })
    const deviation = relativeDeviation([figures.loss], [golden.loss])
    worstLoss = worse(worstLoss, deviation)
    differences.push({ what: `iteration ${i} loss`, deviation, limit: lossLimit })
    if (observing)
      compareTrace(file.trace?.[i] ?? [], await recorder.take(), names, `iteration ${i}`, note)
    compareFlags(golden.flags, figures, names, i, note)
    if (!single) await compareNorms(golden, trainer.parameters, names, layerSizes, lateLimit, note)
    if ((i + 1) % perEpoch === 0) await compareEvaluation(['train', 'test'])
  }

  let worstWeight = Number.NaN
  if (!single) {
    worstWeight = 0
    for (const [l, layer] of file.final.entries()) {
      const ours = await read(trainer.parameters[names[l]])
      const deviation = absoluteDeviation(ours, homogeneous(layer).flat())
      worstWeight = worse(worstWeight, deviation)
      note(`final weights of layer ${l}`, deviation, tolerance.weightAbs)
    }
  }
  trainer.dispose()
  const first = differences.find(fails)
  return { passed: first === undefined, loss: worstLoss, weight: worstWeight, first }
}

type Note = (what: string, deviation: number, limit: number) => void

/** Where our state holds what the record calls A, G and V. */
const warmKeys = { A: ['input.A', 'input.moment'], G: ['output.moment'], V: ['V'] }

async function compareWarmStart(
  { warmStart, batchSize, numTrain }: GoldenFile,
  state: Matrices,
  names: readonly string[],
  note: Note,
): Promise<void> {
  if (!warmStart || batchSize === numTrain) return
  for (const [name, keys] of Object.entries(warmKeys)) {
    for (const [l, recorded] of (warmStart[name as keyof typeof warmKeys] ?? []).entries()) {
      const held = keys.map((key) => state[`${names[l]}/curvature.${key}`]).find(Boolean)
      const values = 'W' in recorded ? homogeneous(recorded) : recorded
      note(
        `warm start layer ${l} ${name}`,
        relativeDeviation(held ? await read(held) : [], values),
        intermediateTolerance,
      )
    }
  }
}

function compareTrace(
  golden: readonly Readonly<Record<string, GoldenArray>>[],
  seen: Recorded,
  names: readonly string[],
  place: string,
  note: Note,
): void {
  golden.forEach((layer, l) => {
    const ours = seen[names[l]] ?? {}
    const { directionW, directionB, ...others } = layer
    for (const [name, recorded] of Object.entries(others)) {
      note(
        `${place} layer ${l} ${name}`,
        relativeDeviation(ours[name] ?? [], recorded),
        intermediateTolerance,
      )
    }
    if (directionW && directionB) {
      const columns = ((directionW as readonly (readonly number[])[])[0]?.length ?? 0) + 1
      const { W, b } = weightsOf(
        Array.from(ours.direction ?? [], (d) => -d),
        columns,
      )
      note(
        `${place} layer ${l} directionW`,
        relativeDeviation(W, directionW),
        intermediateTolerance,
      )
      note(
        `${place} layer ${l} directionB`,
        relativeDeviation(b, directionB),
        intermediateTolerance,
      )
    }
  })
}

function compareFlags(
  golden: GoldenFlags | undefined,
  figures: StepFigures,
  names: readonly string[],
  i: number,
  note: Note,
): void {
  for (const [flag, values] of Object.entries(golden ?? {})) {
    const ours = names.map((name) => flagFigures[flag as keyof GoldenFlags](figures, name))
    note(`iteration ${i} flag ${flag}`, absoluteDeviation(ours, values as readonly number[]), 0)
  }
}

async function compareNorms(
  golden: GoldenFile['steps'][number],
  parameters: Matrices,
  names: readonly string[],
  layerSizes: readonly number[],
  limit: number,
  note: Note,
): Promise<void> {
  const ours = []
  for (const [l, name] of names.entries()) {
    ours.push(weightsOf(await read(parameters[name]), layerSizes[l] + 1))
  }
  note(
    `iteration ${golden.i} normW`,
    relativeDeviation(
      ours.map(({ W }) => norm(W)),
      golden.normW,
    ),
    limit,
  )
  note(
    `iteration ${golden.i} normB`,
    relativeDeviation(
      ours.map(({ b }) => norm(b)),
      golden.normB,
    ),
    limit,
  )
}

function sampledTargets(
  { sampledTargets: recorded, batchSize, layerSizes }: GoldenFile,
  engine: Engine,
): SampleTargets {
  const queue = recorded ? [...recorded.warm, ...recorded.steps] : []
  const shape = { rows: batchSize, columns: layerSizes.at(-1) as number }
  return () => {
    const next = queue.shift()
    if (!next) throw new RangeError('the file has no more sampled targets')
    return track(engine.upload(next.flat(), shape))
  }
}
