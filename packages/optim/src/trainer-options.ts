import type { Dataset } from '@kq/data/dataset'
import type { Engine } from '@kq/linalg/engine'
import type { Matrix } from '@kq/linalg/matrix'
import type { Layer } from '@kq/nn/layer'
import type { Loss } from '@kq/nn/loss'
import { checkClip, type ClipOptions } from './clip-gradients.ts'
import type { SampleTargets } from './evaluate-model.ts'
import type { Matrices } from './evaluation.ts'
import type { Batching } from './internal/batch-source.ts'
import { checkDataset } from './internal/check-dataset.ts'
import type { OnNonFinite } from './internal/non-finite-policy.ts'
import { checkChoice, checkWhole } from './option-checks.ts'
import type { Observe, Optimizer } from './optimizer.ts'
import type { Schedule } from './schedule.ts'
import type { Position, Snapshot } from './snapshot.ts'
import type { TrainingEvent } from './training-events.ts'

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
  readonly batching?: Batching | undefined
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
  /** How the learning rate goes with time. @defaultValue the optimizer's own in every step */
  readonly schedule?: Schedule | undefined
  /** Limits of the gradients: see `clipGradients`. @defaultValue none */
  readonly clip?: ClipOptions | undefined
  /**
   * What becomes of a step that is not finite, or whose moments are not positive definite. It is never
   * kept. `'throw'` says where it began; `'skip'` goes on with the next batch; `'restore'` goes back to
   * the parameters and the state of the latest snapshot, takes half the step from then on and goes on
   * with the next batch. Checkpoints do not hold the snapshot: a training that went on from one goes back
   * no further than to it, where one that was never interrupted may. Batches of the warm start are left
   * out by both. @defaultValue `'throw'`
   */
  readonly onNonFinite?: OnNonFinite | undefined
  /**
   * So many make training stop with an error: in a row where they are skipped, in all where they are
   * undone. @defaultValue `10`
   */
  readonly nonFiniteLimit?: number | undefined
  /**
   * The loss that schedules, `patience` and the best model go by.
   * @defaultValue `'test'` where there is a test set, else `'train'`
   */
  readonly monitor?: 'train' | 'test' | undefined
  /** Whether `best` holds a copy of the parameters of the lowest loss. @defaultValue `false` */
  readonly keepBest?: boolean | undefined
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
  /** Stops where the monitored loss was not lowest in so many evaluations in a row. */
  readonly patience?: number | undefined
  /** Evaluates each epoch and, where given, every so many seconds of training. */
  readonly evaluateEverySeconds?: number | undefined
  /** `false` for no evaluation at all, and no report of layers. @defaultValue `true` */
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
  /** Called with all that happens, as it happens. */
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined
}

/** Throws where the options contradict each other or the data. */
export function checkTrainerOptions(options: TrainerOptions): void {
  const { train, test, from, warmBatches = 'all', evaluationRows, clip, monitor } = options
  checkDataset('train', train)
  if (test) checkDataset('test', test)
  if (warmBatches !== 'all') checkWhole('Trainer', 'warmBatches', warmBatches, 0)
  if (evaluationRows !== undefined) checkWhole('Trainer', 'evaluationRows', evaluationRows, 1)
  if (clip) checkClip('Trainer', clip)
  checkChoice('Trainer', 'onNonFinite', options.onNonFinite ?? 'throw', [
    'throw',
    'skip',
    'restore',
  ])
  checkWhole('Trainer', 'nonFiniteLimit', options.nonFiniteLimit ?? 10, 1)
  if (monitor !== undefined) checkChoice('Trainer', 'monitor', monitor, ['train', 'test'])
  if (monitor === 'test' && !test) {
    throw new TypeError(
      "Trainer: monitor is 'test', but there is no test set: give test, or 'train'",
    )
  }
  if (from) checkSnapshot(from, options)
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
