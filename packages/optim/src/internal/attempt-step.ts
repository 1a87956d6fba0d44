import { NotPositiveDefiniteError } from '@kq/linalg/errors'
import { read } from '@kq/linalg/read'
import { free, keep, replace, scope } from '@kq/linalg/scope'
import type { Optimizer, OptimizerState, StepOptions, StepResult } from '../optimizer.ts'
import type { StepFigures } from '../training-events.ts'
import type { BatchEvaluation, Site } from './batch-evaluation.ts'

/** Where a step, or a batch of the warm start, begins. */
export interface Standpoint extends Site {
  readonly optimizer: Optimizer
  readonly state: OptimizerState
}

/** A step that is finite, kept, and its figures. */
export interface Attempted {
  readonly result: StepResult
  readonly figures: StepFigures
}

/**
 * Computes one step and reads its figures. Where it throws it leaves nothing behind.
 *
 * @throws NonFiniteError where the step is not finite, and where moments are not positive definite for
 * that reason
 */
export async function attemptStep(
  from: Standpoint,
  rows: Uint32Array,
  batches: BatchEvaluation,
  options: StepOptions,
): Promise<Attempted> {
  const { optimizer, state, parameters } = from
  let result: StepResult | undefined
  const drop = (): void => void replace(result, { state, parameters })
  let figures: StepFigures
  try {
    result = keep(scope(() => optimizer.step(state, parameters, batches.evaluator(rows), options)))
    const { names, values } = result.report
    const row = await read(values)
    free(values)
    figures = Object.fromEntries(names.map((name, index) => [name, row[index] as number]))
  } catch (error) {
    drop()
    // What is not finite is not positive definite either, and some engines say so at once.
    const cause = error instanceof NotPositiveDefiniteError && (await batches.diagnose(rows, from))
    throw cause || error
  }
  if (figures.finite !== 0) return { result, figures }
  drop()
  const parameter = Object.keys(parameters).find((name) => figures[`${name}/finite`] === 0)
  throw await batches.diagnose(rows, from, { quantity: 'direction', parameter })
}
