import { type Batches, referenceBatches, restoreBatches, shuffledBatches } from '@kq/data/batches'
import type { Dataset } from '@kq/data/dataset'
import { concat } from '@kq/linalg/concat'
import type { Engine } from '@kq/linalg/engine'
import { NotPositiveDefiniteError } from '@kq/linalg/errors'
import { expression } from '@kq/linalg/expression'
import { allFinite } from '@kq/linalg/inner-products'
import { map } from '@kq/linalg/map'
import { createRandom, type Random } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import { free, keep, replace, scope } from '@kq/linalg/scope'
import type { Floats } from '@kq/linalg/dtype'
import type { Matrix } from '@kq/linalg/matrix'
import { predict } from '@kq/nn/forward'
import type { Layer } from '@kq/nn/layer'
import type { Loss } from '@kq/nn/loss'
import { diagnose, type Suspicion } from './diagnose.ts'
import { DivergenceError } from './divergence-error.ts'
import { consecutive, evaluateDataset, type Score, batchUploader } from './evaluate-dataset.ts'
import { type Batch, evaluateModel, type SampleTargets } from './evaluate-model.ts'
import type { Evaluate, Matrices } from './evaluation.ts'
import { breathe, seconds } from './internal/clock.ts'
import type { NonFiniteError } from './non-finite-error.ts'
import { checkWhole } from './option-checks.ts'
import type { Observe, Optimizer, OptimizerState, StepResult } from './optimizer.ts'
import { download, isSnapshot, type Position, type Snapshot, upload } from './snapshot.ts'
import type {
  EvaluationRecord,
  FitResult,
  StepFigures,
  StepRecord,
  StopReason,
  TrainingEvent,
} from './training-events.ts'

export interface TrainerOptions {
  readonly model: Layer
  readonly loss: Loss
  readonly optimizer: Optimizer
  readonly engine: Engine
  readonly train: Dataset
  readonly test?: Dataset | undefined
  readonly batchSize: number
  /**
   * `'reference'` is the paper's rule: file order first, then reshuffled each pass; `'shuffled'`
   * draws a fresh order for every epoch; `'sequential'` never shuffles. @defaultValue `'shuffled'`
   */
  readonly batching?: 'reference' | 'shuffled' | 'sequential' | undefined
  /** Of the initial parameters, the order of batches and sampled targets. @defaultValue `0` */
  readonly seed?: number | undefined
  /** Initial parameters, copied; drawn from the model's own initialisation where left out. */
  readonly parameters?: Matrices | undefined
  /**
   * Where another trainer of the same model, method and data stood, on whatever engine: this one goes
   * on from there. `parameters`, `seed` and `batching` are the snapshot's then. Matrices that are on the
   * trainer's engine, such as `readCheckpoint` gives, are the trainer's own from then on.
   */
  readonly from?: Position<Matrix> | Snapshot | undefined
  /**
   * Batches of the warm start, for methods that have one; full-batch training has none.
   * @defaultValue `'all'`, one pass
   */
  readonly warmBatches?: number | 'all' | undefined
  /** Rows of each set that evaluations use, from the first. @defaultValue all */
  readonly evaluationRows?: number | undefined
  /** In place of draws from the loss's own distribution. */
  readonly sampleTargets?: SampleTargets | undefined
  /** Sees the intermediate results of every step. */
  readonly observe?: Observe | undefined
}

/** When `fit` stops, at whatever comes first, and what it tells on the way. */
export interface FitOptions {
  readonly epochs?: number | undefined
  readonly iterations?: number | undefined
  /** Of training: warm start and steps. At least one step is taken. */
  readonly seconds?: number | undefined
  /** Stops after the step in progress. */
  readonly signal?: { readonly aborted: boolean } | undefined
  /** Evaluates each epoch and, where given, every so many seconds of training. */
  readonly evaluateEverySeconds?: number | undefined
  /** `false` for no evaluation at all. @defaultValue `true` */
  readonly evaluate?: boolean | undefined
  /**
   * When `snapshot` is renewed: with every evaluation, or every so many iterations. It takes the host's
   * memory of one more copy of parameters and state, and no training time. @defaultValue `'evaluation'`
   */
  readonly snapshotEvery?: number | 'evaluation' | 'never' | undefined
  /** Iterations between calls of `onCheckpoint`. @defaultValue `1` */
  readonly checkpointEvery?: number | undefined
  /**
   * Training stands still until the promise is settled, so that the trainer's `position` can be written
   * matrix by matrix. The time that it takes is not of training.
   */
  readonly onCheckpoint?: (() => Promise<void>) | undefined
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined
}

/** Rejections in a row after which training stops. */
const rejectionLimit = 10

/** Training time after which other work gets its turn. */
const breathSeconds = 0.05

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
  readonly #options: TrainerOptions
  readonly #batches: Batches
  readonly #sampleTargets: SampleTargets
  readonly #upload: (rows: Uint32Array) => Batch
  readonly #sampling: Random
  #parameters: Matrices
  #state: OptimizerState
  #seconds = 0
  #iterations = 0
  #rejections = 0
  #rejectionsInARow = 0
  #snapshot: Snapshot | undefined

  constructor(options: TrainerOptions) {
    const {
      model,
      loss,
      optimizer,
      engine,
      train,
      test,
      batchSize,
      batching = 'shuffled',
      seed = 0,
      from,
    } = options
    checkDataset('train', train)
    if (test) checkDataset('test', test)
    const { warmBatches = 'all', evaluationRows } = options
    if (warmBatches !== 'all') checkWhole('Trainer', 'warmBatches', warmBatches, 0)
    if (evaluationRows !== undefined) checkWhole('Trainer', 'evaluationRows', evaluationRows, 1)
    this.#options = options
    this.optimizer = optimizer
    this.engine = engine
    this.#upload = batchUploader(engine, train, model.homogeneousInput)
    if (from) checkSnapshot(from, options)
    const random = createRandom(seed)
    const [initial, order, sampling] = [random.split(), random.split(), random.split()] as const
    this.#batches = from
      ? restoreBatches(from.batches)
      : batchSource(batching, train.inputs.rows, batchSize, order)
    this.#sampling = from ? createRandom(from.sampling) : sampling
    const { sample } = loss
    this.#sampleTargets = options.sampleTargets ?? ((output) => sample(output, this.#sampling))
    if (from) {
      this.#parameters = upload(from.parameters, engine)
      this.#state = { ...from.state, matrices: upload(from.state.matrices, engine) }
      this.#seconds = from.seconds
      this.#iterations = from.iteration
      this.#rejections = from.rejectedSteps
      this.#rejectionsInARow = from.rejectedInARow
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
      evaluate = true,
      evaluateEverySeconds = Number.POSITIVE_INFINITY,
      snapshotEvery = 'evaluation',
      checkpointEvery = 1,
      onCheckpoint,
    } = options
    checkWhole('fit', 'checkpointEvery', checkpointEvery, 1)
    if (typeof snapshotEvery === 'number') checkWhole('fit', 'snapshotEvery', snapshotEvery, 1)
    const record = async (): Promise<void> => {
      await this.#record(onEvent)
      if (snapshotEvery === 'evaluation') await this.takeSnapshot()
    }
    const stopAt = this.#limits(options)
    let evaluatedAt = this.#seconds
    let breathedAt = seconds()
    if (evaluate && this.evaluations.length === 0) await record()
    await this.#warmUp(options)
    for (;;) {
      const stopReason: StopReason | undefined = signal?.aborted ? 'aborted' : stopAt()
      if (stopReason) {
        if (evaluate && this.evaluations.at(-1)?.iteration !== this.#iterations) await record()
        return this.#result(stopReason)
      }
      const { record: taken, figures } = await this.#step()
      onEvent?.({ kind: 'step', ...taken, figures })
      const epochEnds = this.#iterations % this.#batches.batchesPerEpoch === 0
      if (evaluate && (epochEnds || this.#seconds - evaluatedAt >= evaluateEverySeconds)) {
        await record()
        evaluatedAt = this.#seconds
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

  #limits({ epochs, iterations, seconds: budget }: FitOptions): () => StopReason | undefined {
    if (epochs === undefined && iterations === undefined && budget === undefined) {
      throw new TypeError('fit: give a limit: epochs, iterations or seconds')
    }
    for (const [name, limit] of Object.entries({ epochs, iterations, seconds: budget })) {
      if (limit !== undefined && !(limit >= 0)) {
        throw new RangeError(`fit: ${name} is ${limit}; expected a number of at least 0`)
      }
    }
    const startIterations = this.#iterations
    const startSeconds = this.#seconds
    const lastIteration = Math.min(
      startIterations + (iterations ?? Number.POSITIVE_INFINITY),
      startIterations +
        Math.ceil((epochs ?? Number.POSITIVE_INFINITY) * this.#batches.batchesPerEpoch),
    )
    return () => {
      if (this.#iterations >= lastIteration) {
        return this.#iterations >= startIterations + (iterations ?? Number.POSITIVE_INFINITY)
          ? 'iterations'
          : 'epochs'
      }
      const spent = this.#seconds - startSeconds >= (budget ?? Number.POSITIVE_INFINITY)
      return spent && this.#iterations > startIterations ? 'seconds' : undefined
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
    for (let batch = this.#state.warmBatches + 1; batch <= batches && !signal?.aborted; batch++) {
      const begun = seconds()
      const rows = this.#batches.next()
      const { next, flags } = scope(() => {
        const next = this.optimizer.warm(this.#state, this.#parameters, this.#evaluator(rows))
        return { next, flags: concat('columns', ...Object.values(next.matrices).map(allFinite)) }
      })
      const isFinite = (await read(flags)).every((flag) => flag !== 0)
      free(flags)
      if (!isFinite) {
        replace(next, this.#state)
        throw await this.#diagnose(rows, { quantity: 'warm start' })
      }
      this.#state = replace(this.#state, next)
      this.#seconds += seconds() - begun
      onEvent?.({ kind: 'warm', batch, batches, seconds: this.#seconds })
      await breathe()
    }
  }

  #evaluator(rows: Uint32Array): Evaluate {
    const { model, loss } = this.#options
    return evaluateModel({ model, loss, sampleTargets: this.#sampleTargets }, this.#upload(rows))
  }

  async #step(): Promise<{ record: StepRecord; figures: StepFigures }> {
    const begun = seconds()
    const rows = this.#batches.next()
    const { result, figures } = await this.#attempt(rows)
    if (figures.finite === 0) {
      this.#discard(result)
      const parameter = Object.keys(this.#parameters).find(
        (name) => figures[`${name}/finite`] === 0,
      )
      throw await this.#diagnose(rows, { quantity: 'direction', parameter })
    }
    this.#state = replace(this.#state, result.state)
    this.#parameters = replace(this.#parameters, result.parameters)
    this.#seconds += seconds() - begun
    this.#iterations++
    const accepted = figures.accepted !== 0
    const record: StepRecord = {
      iteration: this.#iterations,
      epoch: this.epochs,
      seconds: this.#seconds,
      loss: figures.loss as number,
      trialLoss: figures.trialLoss,
      accepted,
    }
    this.steps.push(record)
    this.#rejectionsInARow = accepted ? 0 : this.#rejectionsInARow + 1
    if (!accepted) this.#rejections++
    if (this.#rejectionsInARow >= rejectionLimit) throw await this.#divergence()
    return { record, figures }
  }

  /** One step, kept, and its figures. Where it throws it leaves nothing behind. */
  async #attempt(rows: Uint32Array): Promise<{ result: StepResult; figures: StepFigures }> {
    const { observe } = this.#options
    let result: StepResult | undefined
    try {
      result = keep(
        scope(() =>
          this.optimizer.step(this.#state, this.#parameters, this.#evaluator(rows), {
            ...(observe && { observe }),
          }),
        ),
      )
      const { names, values } = result.report
      const row = await read(values)
      free(values)
      return {
        result,
        figures: Object.fromEntries(names.map((name, index) => [name, row[index] as number])),
      }
    } catch (error) {
      if (result) this.#discard(result)
      // What is not finite is not positive definite either, and some engines say so at once.
      const cause = error instanceof NotPositiveDefiniteError && (await this.#diagnose(rows))
      throw cause || error
    }
  }

  #discard({ state, parameters, report }: StepResult): void {
    replace({ state, parameters, report }, { state: this.#state, parameters: this.#parameters })
  }

  /** What of these rows is not finite; where nothing is, `otherwise`. */
  #diagnose(rows: Uint32Array, otherwise: Suspicion): Promise<NonFiniteError>
  #diagnose(rows: Uint32Array): Promise<NonFiniteError | undefined>
  async #diagnose(rows: Uint32Array, otherwise?: Suspicion): Promise<NonFiniteError | undefined> {
    const { model, loss } = this.#options
    const batch = keep(scope(() => this.#upload(rows)))
    const evaluate = evaluateModel({ model, loss }, batch)
    try {
      return await diagnose(batch, this.#parameters, evaluate, this.#iterations, otherwise)
    } finally {
      free(batch)
    }
  }

  async #divergence(): Promise<DivergenceError> {
    const sizes = scope(() => this.optimizer.curvatureSizes(this.#state))
    let worst: { parameter: string | undefined; norm: number } = {
      parameter: undefined,
      norm: Number.NaN,
    }
    for (const [parameter, size] of Object.entries(sizes)) {
      const [norm = Number.NaN] = await read(size)
      if (!(norm <= worst.norm)) worst = { parameter, norm }
    }
    free(sizes)
    return new DivergenceError(rejectionLimit, worst.parameter, worst.norm, this.optimizer.options)
  }

  /** The loss and error on a data set, with the training's penalty. */
  async score(dataset: Dataset, rows?: number): Promise<Score> {
    checkDataset('the given', dataset)
    if (rows !== undefined) checkWhole('score', 'rows', rows, 1)
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

  async #record(onEvent: FitOptions['onEvent']): Promise<void> {
    const { train, test, evaluationRows } = this.#options
    const trainScore = await this.score(train, evaluationRows)
    const testScore = test ? await this.score(test, evaluationRows) : undefined
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
    await breathe()
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
    const messages: Readonly<Record<StopReason, string>> = {
      epochs: 'all epochs were run',
      iterations: 'all iterations were run',
      seconds: 'the time was used up',
      aborted: 'it was asked to stop',
    }
    return {
      stopReason,
      message: messages[stopReason],
      iterations: this.#iterations,
      epochs: this.epochs,
      seconds: this.#seconds,
      rejectedSteps: this.#rejections,
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

function batchSource(
  batching: NonNullable<TrainerOptions['batching']>,
  rows: number,
  batchSize: number,
  random: Random,
): Batches {
  switch (batching) {
    case 'reference':
      return referenceBatches({ rows, batchSize, random })
    case 'shuffled':
      return shuffledBatches({ rows, batchSize, random })
    case 'sequential':
      return referenceBatches({ rows, batchSize })
    default:
      throw new TypeError(
        `batching is '${batching}'; expected 'reference', 'shuffled' or 'sequential'`,
      )
  }
}

/** Throws where a snapshot is of another method, or of other batches. */
function checkSnapshot(
  { method, batches }: Position<unknown>,
  { optimizer, parameters, train, batchSize }: TrainerOptions,
): void {
  if (parameters) {
    throw new TypeError('Trainer: from and parameters are both given; a snapshot has its own')
  }
  if (method !== optimizer.name) {
    throw new TypeError(
      `Trainer: the snapshot is of ${method}, and the optimizer is ${optimizer.name}: give the same method, or the snapshot's parameters alone`,
    )
  }
  const [ours, theirs] = [{ rows: train.inputs.rows, batchSize }, batches]
  if (ours.rows !== theirs.rows || ours.batchSize !== theirs.batchSize) {
    throw new RangeError(
      `Trainer: the snapshot is of ${theirs.rows} samples in batches of ${theirs.batchSize}; given were ${ours.rows} in batches of ${ours.batchSize}`,
    )
  }
}

/** Throws where the sizes of a data set contradict each other. */
function checkDataset(which: string, { name, inputs, targets }: Dataset): void {
  for (const [what, samples] of Object.entries({ inputs, ...(targets && { targets }) })) {
    const { data, rows, columns } = samples
    if (data.length < rows * columns) {
      throw new RangeError(
        `the ${what} of ${which} set ${name} are said to be ${rows}×${columns}, but hold ${data.length} numbers`,
      )
    }
  }
  if (inputs.rows === 0)
    throw new RangeError(`${which} set ${name} is empty: it needs at least one sample`)
  if (targets && targets.rows !== inputs.rows) {
    throw new RangeError(
      `${which} set ${name} has ${inputs.rows} rows of inputs but ${targets.rows} of targets: give one target for each input`,
    )
  }
}
