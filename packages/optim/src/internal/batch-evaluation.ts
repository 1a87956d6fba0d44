import { free, keep, scope } from '@kq/linalg/scope'
import { clipGradients } from '../clip-gradients.ts'
import { diagnose, type Suspicion } from '../diagnose.ts'
import { batchUploader } from '../evaluate-dataset.ts'
import { evaluateModel, type SampleTargets } from '../evaluate-model.ts'
import type { Evaluate, Matrices } from '../evaluation.ts'
import type { NonFiniteError } from '../non-finite-error.ts'
import type { TrainerOptions } from '../trainer-options.ts'

/** Where a failure was seen. */
export interface Site {
  readonly parameters: Matrices
  /** Steps taken before. */
  readonly iteration: number
}

/** Rows of the training set as evaluations. */
export interface BatchEvaluation {
  /** For one step. What it uploads belongs to the enclosing scope. */
  evaluator(rows: Uint32Array): Evaluate
  /** What of these rows is not finite; where nothing is, `otherwise`. */
  diagnose(rows: Uint32Array, site: Site, otherwise: Suspicion): Promise<NonFiniteError>
  diagnose(rows: Uint32Array, site: Site): Promise<NonFiniteError | undefined>
}

export function batchEvaluation(
  { model, loss, clip, engine, train }: TrainerOptions,
  sampleTargets: SampleTargets,
): BatchEvaluation {
  const upload = batchUploader(engine, train, model.homogeneousInput)

  async function find(
    rows: Uint32Array,
    { parameters, iteration }: Site,
    otherwise?: Suspicion,
  ): Promise<NonFiniteError | undefined> {
    const batch = keep(scope(() => upload(rows)))
    try {
      const evaluate = evaluateModel({ model, loss }, batch)
      return await diagnose(batch, parameters, evaluate, iteration, otherwise)
    } finally {
      free(batch)
    }
  }

  return {
    evaluator: (rows) => {
      const evaluate = evaluateModel({ model, loss, sampleTargets }, upload(rows))
      return clip ? clipGradients(evaluate, clip) : evaluate
    },
    diagnose: find as BatchEvaluation['diagnose'],
  }
}
