import { type Batches, restoreBatches } from '@kq/data/batches'
import type { Dataset } from '@kq/data/dataset'
import type { Floats } from '@kq/linalg/dtype'
import type { Engine } from '@kq/linalg/engine'
import { expression } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import { createRandom, type Random } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import { free, keep, replace, scope } from '@kq/linalg/scope'
import type { Matrix } from '@kq/linalg/matrix'
import { predict } from '@kq/nn/forward'
import { batchUploader, consecutive, evaluateDataset, type Score } from './evaluate-dataset.ts'
import type { Matrices } from './evaluation.ts'
import { type Attempted, attemptStep, type Standpoint } from './internal/attempt-step.ts'
import { type BatchEvaluation, batchEvaluation } from './internal/batch-evaluation.ts'
import { batchSource } from './internal/batch-source.ts'
import { checkDataset } from './internal/check-dataset.ts'
import { breathe, seconds } from './internal/clock.ts'
import { divergence } from './internal/divergence.ts'
import { fitLimits } from './internal/fit-limits.ts'
import { tallied } from './internal/layer-tally.ts'
import { countFailure, restoreFactor } from './internal/non-finite-policy.ts'
import { noProgress, type Progress } from './internal/progress.ts'
import { scheduledRate } from './internal/scheduled-rate.ts'
import { judged, standingAfter } from './internal/standing.ts'
import { scaleAfter } from './internal/step-scale.ts'
import { stopMessages } from './internal/stop-messages.ts'
import { warmBatch } from './internal/warm-batch.ts'
import { layerReports } from './layer-report.ts'
import { checkWhole } from './option-checks.ts'
import type { OptimizerState, Optimizer } from './optimizer.ts'
import type { Judgement } from './schedule.ts'
import {
  type BestModel,
  download,
  isSnapshot,
  type Position,
  type Snapshot,
  upload,
} from './snapshot.ts'
import { checkTrainerOptions, type FitOptions, type TrainerOptions } from './trainer-options.ts'
import type {
  EvaluationRecord,
  FitResult,
  LayersRecord,
  StepRecord,
  StopReason,
  TrainingEvent,
} from './training-events.ts'

export type { FitOptions, TrainerOptions } from './trainer-options.ts'

/** Rejections in a row after which training stops. */
const rejectionLimit = 10

/** Training time after which other work gets its turn. */
const breathSeconds = 0.05

/**
 * What an evaluation counts for: all, the best model alone, or nothing. Only those that come again in
 * every run, however often it is interrupted, may move the schedule and the patience.
 */
type Weight = 'due' | 'last' | 'shown'

/**
 * Trains a model by any method: batches, warm start, steps, evaluations, and the rule that a step
 * happens whole or not at all. It owns its parameters and its optimizer's state until `dispose`.
 *
 * @example
 * ```ts
 * import { hostEngine } from '@kq/linalg/host'
 * import { halfMseLoss } from '@kq/nn/half-mse-loss'
 * import { mlp } from '@kq/nn/mlp'
 * import { kbfgs } from '@kq/optim/kbfgs'
 * import { Trainer } from '@kq/optim/trainer'
 *
 * const inputs = { data: new Float32Array([0, 1, 2, 3]), rows: 4, columns: 1 }
 * const trainer = new Trainer({
 *   model: mlp([1, 4, 1], { activation: 'tanh' }),
 *   loss: halfMseLoss,
 *   optimizer: kbfgs(),
 *   engine: hostEngine(),
 *   train: { name: 'identity', inputs },
 *   batchSize: 4,
 * })
 * const { message } = await trainer.fit({ epochs: 10 })
 * ```
 */
export class Trainer {
  readonly optimizer: Optimizer
  readonly engine: Engine
  /** Every step so far; a step's figures are in its event alone. */
  readonly steps: StepRecord[] = []
  /** Every evaluation so far. */
  readonly evaluations: EvaluationRecord[] = []
  /** Every report of layers so far; first-order methods have none. */
  readonly layers: LayersRecord[] = []
  readonly #options: TrainerOptions
  readonly #batches: Batches
  readonly #evaluation: BatchEvaluation
  readonly #sampling: Random
  readonly #monitor: 'train' | 'test'
  #parameters: Matrices
  #state: OptimizerState
  #seconds = 0
  #iterations = 0
  #rejections = 0
  #rejectionsInARow = 0
  #progress: Progress = noProgress
  #best: BestModel | undefined
  #snapshot: Snapshot | undefined

  constructor(options: TrainerOptions) {
    checkTrainerOptions(options)
    const { model, loss, optimizer, engine, train, batchSize, seed = 0, from } = options
    this.#options = options
    this.optimizer = optimizer
    this.engine = engine
    this.#monitor = options.monitor ?? (options.test ? 'test' : 'train')
    const random = createRandom(seed)
    const [initial, order, sampling] = [random.split(), random.split(), random.split()] as const
    this.#batches = from
      ? restoreBatches(from.batches)
      : batchSource(options.batching ?? 'shuffled', train.inputs.rows, batchSize, order)
    this.#sampling = from ? createRandom(from.sampling) : sampling
    const { sample } = loss
    this.#evaluation = batchEvaluation(
      options,
      options.sampleTargets ?? ((output) => sample(output, this.#sampling)),
    )
    if (from) {
      this.#parameters = upload(from.parameters, engine)
      this.#state = { ...from.state, matrices: upload(from.state.matrices, engine) }
      this.#seconds = from.seconds
      this.#iterations = from.iteration
      this.#rejections = from.rejectedSteps
      this.#rejectionsInARow = from.rejectedInARow
      this.#progress = from.progress ?? noProgress
      this.#best = from.best
      this.#snapshot = isSnapshot(from) ? from : undefined
    } else {
      const { parameters } = options
      this.#parameters = keep(
        parameters ? copyOf(parameters) : scope(() => model.init(initial, engine)),
      )
      this.#state = keep(scope(() => optimizer.init(this.#parameters)))
    }
  }

  /** The parameters after the last step. They are freed by the next one: copy what shall stay. */
  get parameters(): Matrices {
    return this.#parameters
  }

  /** The optimizer's state after the last step; see {@link parameters}. */
  get state(): OptimizerState {
    return this.#state
  }

  get iterations(): number {
    return this.#iterations
  }

  get epochs(): number {
    return this.#iterations / this.#batches.batchesPerEpoch
  }

  /** Seconds of training: warm start and steps. */
  get seconds(): number {
    return this.#seconds
  }

  get rejectedSteps(): number {
    return this.#rejections
  }

  /** Steps and batches of the warm start that were not finite, and skipped or undone. */
  get nonFiniteSteps(): number {
    return this.#progress.nonFinite.steps
  }

  /**
   * α of the next step: the schedule's, halved for each state that was restored, and shorter while steps
   * are rejected: halved by each rejection that comes after another, a quarter longer after each step
   * that is accepted, until it is whole again.
   */
  get learningRate(): number {
    const { evaluation, memory, nonFinite, stepScale } = this.#progress
    const rate = scheduledRate(this.#options.schedule, {
      step: this.#iterations,
      epoch: this.epochs,
      baseRate: Number(this.optimizer.options.learningRate),
      evaluation,
      memory,
    })
    return rate * restoreFactor(nonFinite) * stepScale
  }

  /**
   * The parameters of the lowest monitored loss, on the host: see `keepBest` of {@link TrainerOptions}.
   * Evaluations at the end of a fit that was aborted do not count, nor does the first one after `from`.
   */
  get best(): BestModel | undefined {
    return this.#best
  }

  /**
   * Makes the best parameters the trainer's own, for predictions, evaluations and whatever comes then.
   * The optimizer's state stays.
   *
   * @throws Error where none were kept
   *
   * @example
   * ```ts not-run="a part of a program; packages/optim/test/trainer-schedule.test.ts has the whole"
   * await trainer.fit({ epochs: 50, patience: 5 }) // of a trainer with keepBest: true
   * trainer.useBest()
   * const outputs = await trainer.predict(inputs)
   * ```
   */
  useBest(): void {
    if (!this.#best) {
      throw new Error('useBest: there is none: set keepBest, and let fit evaluate at least once')
    }
    this.#parameters = replace(this.#parameters, upload(this.#best.parameters, this.engine))
  }

  /**
   * Where the training stood when that was last looked at: see `snapshotEvery` of {@link FitOptions}.
   * It stays readable whatever becomes of the engine.
   *
   * @example
   * ```ts not-run="a part of a program; packages/optim/test/snapshot.test.ts has the whole"
   * const again = new Trainer({ ...options, engine: another, from: lost.snapshot })
   * ```
   */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot
  }

  /**
   * Where the training stands, its matrices still the trainer's: for `writeCheckpoint`, between calls of
   * `fit` or in its `onCheckpoint`. The next step frees them.
   */
  get position(): Position<Matrix> {
    return {
      method: this.optimizer.name,
      iteration: this.#iterations,
      seconds: this.#seconds,
      rejectedSteps: this.#rejections,
      rejectedInARow: this.#rejectionsInARow,
      parameters: this.#parameters,
      state: this.#state,
      batches: this.#batches.state(),
      sampling: this.#sampling.state(),
      progress: this.#progress,
      ...(this.#best && { best: this.#best }),
    }
  }

  /** Takes a snapshot: between calls of `fit`, or at once in an `onEvent`. It is the latest from then on. */
  async takeSnapshot(): Promise<Snapshot> {
    const { position } = this
    const [parameters, matrices] = await Promise.all([
      download(position.parameters),
      download(position.state.matrices),
    ])
    this.#snapshot = { ...position, parameters, state: { ...position.state, matrices } }
    return this.#snapshot
  }

  /** Trains on until a limit is reached; may be called again to go on. */
  async fit(options: FitOptions): Promise<FitResult> {
    const {
      signal,
      onEvent,
      patience,
      evaluate = true,
      evaluateEverySeconds = Number.POSITIVE_INFINITY,
      snapshotEvery = 'evaluation',
      checkpointEvery = 1,
      onCheckpoint,
    } = options
    checkWhole('fit', 'checkpointEvery', checkpointEvery, 1)
    if (typeof snapshotEvery === 'number') checkWhole('fit', 'snapshotEvery', snapshotEvery, 1)
    if (patience !== undefined) checkWhole('fit', 'patience', patience, 1)
    const record = async (weight: Weight): Promise<void> => {
      await this.#record(weight, onEvent)
      if (snapshotEvery === 'evaluation') await this.takeSnapshot()
    }
    const limit = fitLimits(options, this, this.#batches.batchesPerEpoch)
    let evaluatedAt = this.#seconds
    let breathedAt = seconds()
    let wornOut = false
    if (evaluate && this.evaluations.length === 0) {
      const judgedHere = this.#progress.evaluation?.iteration === this.#iterations
      await record(this.#atEpoch() && !judgedHere ? 'due' : 'shown')
    }
    await this.#warmUp(options)
    if (this.#options.onNonFinite === 'restore' && !(this.#snapshot && this.#iterations > 0)) {
      await this.takeSnapshot()
    }
    for (;;) {
      const reached = limit(this) ?? (wornOut ? 'patience' : undefined)
      const stopReason = signal?.aborted ? 'aborted' : reached
      if (stopReason) {
        if (evaluate && this.evaluations.at(-1)?.iteration !== this.#iterations) {
          await this.#reportLayers(onEvent)
          await record(stopReason === 'aborted' ? 'shown' : 'last')
        }
        return this.#result(stopReason)
      }
      const taken = await this.#step()
      onEvent?.(taken)
      const epochEnds = this.#atEpoch()
      if (epochEnds && evaluate) await this.#reportLayers(onEvent)
      if (evaluate && (epochEnds || this.#seconds - evaluatedAt >= evaluateEverySeconds)) {
        await record('due')
        evaluatedAt = this.#seconds
        wornOut = patience !== undefined && this.#progress.standing.waited >= patience
      }
      if (typeof snapshotEvery === 'number' && this.#iterations % snapshotEvery === 0) {
        await this.takeSnapshot()
      }
      if (this.#iterations % checkpointEvery === 0) await onCheckpoint?.()
      if (seconds() - breathedAt > breathSeconds) {
        await breathe()
        breathedAt = seconds()
      }
    }
  }

  /** The warm start, or what an abort has left of it; none once a step was taken. */
  async #warmUp({ signal, onEvent }: FitOptions): Promise<void> {
    if (this.#iterations > 0) return
    const { warmBatches = 'all', train, batchSize } = this.#options
    const perEpoch = this.#batches.batchesPerEpoch
    const fullBatch = batchSize === train.inputs.rows
    if (!this.optimizer.hasWarmStart || fullBatch) return
    const batches = warmBatches === 'all' ? perEpoch : Math.min(warmBatches, perEpoch)
    while (this.#state.warmBatches < batches && !signal?.aborted) {
      const begun = seconds()
      try {
        const rows = this.#batches.next()
        const next = await warmBatch(this.#standpoint(), rows, this.#evaluation)
        this.#state = replace(this.#state, next)
        this.#passed()
      } catch (error) {
        const survived = this.#survive(error, 'skip')
        onEvent?.(survived)
        continue
      } finally {
        this.#seconds += seconds() - begun
      }
      const batch = this.#state.warmBatches
      onEvent?.({ kind: 'warm', batch, batches, seconds: this.#seconds })
      await breathe()
    }
  }

  #standpoint(): Standpoint {
    const { optimizer } = this
    const [state, parameters, iteration] = [this.#state, this.#parameters, this.#iterations]
    return { optimizer, state, parameters, iteration }
  }

  /** A step, or what became of it where it was not finite. */
  async #step(): Promise<TrainingEvent> {
    const begun = seconds()
    const rows = this.#batches.next()
    const { learningRate } = this
    const { observe, onNonFinite } = this.#options
    const options = { learningRate, ...(observe && { observe }) }
    let attempted: Attempted
    try {
      attempted = await attemptStep(this.#standpoint(), rows, this.#evaluation, options)
    } catch (error) {
      return this.#survive(error, onNonFinite === 'restore' ? 'restore' : 'skip', () => {
        this.#seconds += seconds() - begun
        this.#iterations++
      })
    }
    const { result, figures } = attempted
    this.#state = replace(this.#state, result.state)
    this.#parameters = replace(this.#parameters, result.parameters)
    this.#seconds += seconds() - begun
    const layers = tallied(this.#atEpoch() ? {} : this.#progress.layers, figures)
    this.#iterations++
    this.#passed()
    const accepted = figures.accepted !== 0
    this.#rejectionsInARow = accepted ? 0 : this.#rejectionsInARow + 1
    const stepScale = scaleAfter(this.#progress.stepScale, accepted, this.#rejectionsInARow)
    this.#progress = { ...this.#progress, layers, stepScale }
    const record: StepRecord = {
      iteration: this.#iterations,
      epoch: this.epochs,
      seconds: this.#seconds,
      loss: figures.loss as number,
      trialLoss: figures.trialLoss,
      accepted,
      learningRate,
    }
    this.steps.push(record)
    if (!accepted) this.#rejections++
    if (this.#rejectionsInARow >= rejectionLimit) {
      throw await divergence(this.#standpoint(), rejectionLimit)
    }
    return { kind: 'step', ...record, figures }
  }

  /** Whether an epoch has just ended, or none begun. */
  #atEpoch(): boolean {
    return this.#iterations % this.#batches.batchesPerEpoch === 0
  }

  /** Something was finite. */
  #passed(): void {
    const { nonFinite } = this.#progress
    if (nonFinite.inARow === 0) return
    this.#progress = { ...this.#progress, nonFinite: { ...nonFinite, inARow: 0 } }
  }

  /** Counts a failure and does what was asked for, or throws; `count` notes the step as taken. */
  #survive(error: unknown, action: 'skip' | 'restore', count?: () => void): TrainingEvent {
    const { onNonFinite: policy = 'throw', nonFiniteLimit: limit = 10 } = this.#options
    const restores = action === 'restore'
    const { learningRate } = this
    const nonFinite = countFailure(this.#progress.nonFinite, error, {
      policy,
      limit,
      learningRate,
      restores,
    })
    this.#progress = { ...this.#progress, nonFinite }
    count?.()
    if (restores) this.#restore()
    return {
      kind: 'non-finite',
      iteration: this.#iterations,
      epoch: this.epochs,
      seconds: this.#seconds,
      error: error as Error,
      action,
      steps: nonFinite.steps,
    }
  }

  /** Parameters and state of the latest snapshot; batches and counts go on. */
  #restore(): void {
    const { parameters, state } = this.#snapshot as Snapshot
    const { engine } = this
    this.#parameters = replace(this.#parameters, upload(parameters, engine))
    this.#state = replace(this.#state, { ...state, matrices: upload(state.matrices, engine) })
    this.#rejectionsInARow = 0
  }

  /**
   * The loss and error on a data set, with the training's penalty.
   *
   * @param rows - how many, from the first; all where left out
   */
  async evaluate(dataset: Dataset, rows?: number): Promise<Score> {
    checkDataset('the given', dataset)
    if (rows !== undefined) checkWhole('evaluate', 'rows', rows, 1)
    const { model, loss, batchSize } = this.#options
    const { l2 } = this.optimizer.options
    return evaluateDataset(
      { model, loss, engine: this.engine, parameters: this.#parameters },
      dataset,
      {
        rows: rows ?? dataset.inputs.rows,
        chunk: batchSize,
        l2: l2 as number,
      },
    )
  }

  async #record(weight: Weight, onEvent: FitOptions['onEvent']): Promise<void> {
    const { train, test, evaluationRows } = this.#options
    const trainScore = await this.evaluate(train, evaluationRows)
    const testScore = test ? await this.evaluate(test, evaluationRows) : undefined
    const record: EvaluationRecord = {
      iteration: this.#iterations,
      epoch: this.epochs,
      seconds: this.#seconds,
      trainLoss: trainScore.loss,
      trainError: trainScore.error,
      testLoss: testScore?.loss ?? Number.NaN,
      testError: testScore?.error ?? Number.NaN,
    }
    this.evaluations.push(record)
    onEvent?.({ kind: 'evaluation', ...record })
    const judgement = judged(record, this.#monitor)
    if (weight === 'due') this.#judge(judgement)
    if (weight !== 'shown') await this.#keepBest(judgement, onEvent)
    await breathe()
  }

  /** Lets the schedule and the patience know. */
  #judge(evaluation: Judgement): void {
    const { memory, standing } = this.#progress
    const { schedule } = this.#options
    this.#progress = {
      ...this.#progress,
      evaluation,
      standing: standingAfter(standing, evaluation),
      memory: schedule?.remember?.(memory, evaluation) ?? memory,
    }
  }

  async #keepBest({ loss, ...at }: Judgement, onEvent: FitOptions['onEvent']): Promise<void> {
    const { keepBest = false } = this.#options
    if (!keepBest || loss === undefined || (this.#best && loss >= this.#best.loss)) return
    this.#best = { ...at, loss, parameters: await download(this.#parameters) }
    onEvent?.({ kind: 'best', ...at, loss })
  }

  async #reportLayers(onEvent: FitOptions['onEvent']): Promise<void> {
    const inspect = (): ReturnType<Optimizer['inspect']> => this.optimizer.inspect(this.#state)
    const layers = await layerReports(inspect, this.#progress.layers)
    if (layers.length === 0) return
    const record: LayersRecord = {
      iteration: this.#iterations,
      epoch: this.epochs,
      seconds: this.#seconds,
      layers,
    }
    this.layers.push(record)
    onEvent?.({ kind: 'layers', ...record })
  }

  /** The model's outputs for rows of inputs, row-major. */
  async predict(inputs: Dataset['inputs']): Promise<Floats> {
    checkDataset('the given', { name: 'of inputs', inputs })
    const { model } = this.#options
    const rows = consecutive(0, inputs.rows, inputs.rows)
    const output = scope(() =>
      predict(
        model,
        this.#parameters,
        batchUploader(this.engine, { name: '', inputs })(rows).inputs,
      ),
    )
    const values = await read(output)
    free(output)
    return values
  }

  #result(stopReason: StopReason): FitResult {
    return {
      stopReason,
      message: stopMessages[stopReason],
      iterations: this.#iterations,
      epochs: this.epochs,
      seconds: this.#seconds,
      rejectedSteps: this.#rejections,
      nonFiniteSteps: this.nonFiniteSteps,
    }
  }

  /** Gives all storage back; the trainer cannot be used afterwards. */
  dispose(): void {
    free([this.#parameters, this.#state])
  }
}

const same = expression((x) => x)

/** Copies with storage of their own. */
const copyOf = (parameters: Matrices): Matrices =>
  scope(() =>
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, map(same, value)])),
  )
