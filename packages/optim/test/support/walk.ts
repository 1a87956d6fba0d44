import type { Engine } from '@kq/linalg/engine'
import { read } from '@kq/linalg/read'
import { free, keep, replace, scope } from '@kq/linalg/scope'
import type { Evaluate, Matrices } from '../../src/evaluation.ts'
import type { Optimizer, OptimizerState, StepOptions } from '../../src/optimizer.ts'
import { evaluateBatch, type Problem } from './problems.ts'
import { download, upload, type Values } from './values.ts'

/** A method on its way through a problem, step by step, without a trainer. */
export interface Walk {
  readonly state: OptimizerState
  readonly parameters: Matrices
  /** One step, by default on the next batch; its figures by name. */
  step(options?: StepOptions, evaluate?: () => Evaluate): Promise<Record<string, number>>
  /** Parameters and state as plain arrays. */
  snapshot(): Promise<Snapshot>
  free(): void
}

/** All that a method needs to go on. */
export interface Snapshot {
  readonly parameters: Values
  readonly state: Values
  readonly counters: { readonly step: number; readonly warmBatches: number }
}

export interface WalkOptions {
  /** Batches of the warm start. @defaultValue one pass */
  readonly warmBatches?: number
  /** Where to go on from. */
  readonly from?: Snapshot
}

/** Starts a method on a problem, after its warm start. */
export function walk(
  optimizer: Optimizer,
  problem: Problem,
  engine: Engine,
  { warmBatches = problem.batches.length, from }: WalkOptions = {},
): Walk {
  let parameters = upload(from?.parameters ?? problem.initial, engine)
  let state: OptimizerState = from
    ? { ...from.counters, matrices: upload(from.state, engine) }
    : keep(scope(() => optimizer.init(parameters)))
  if (!from && optimizer.hasWarmStart) {
    for (let k = 0; k < warmBatches; k++) {
      const next = scope(() =>
        optimizer.warm(state, parameters, evaluateBatch(problem, engine, 100 + k)),
      )
      state = replace(state, next)
    }
  }
  return {
    get state() {
      return state
    },
    get parameters() {
      return parameters
    },
    async step(options, evaluate = () => evaluateBatch(problem, engine, state.step)) {
      const result = keep(scope(() => optimizer.step(state, parameters, evaluate(), options)))
      const row = await read(result.report.values).catch((error: unknown) => {
        replace(result, { state, parameters })
        throw error
      })
      free(result.report)
      const figures = Object.fromEntries(result.report.names.map((name, k) => [name, row[k]]))
      if (figures.finite === 0) replace(result, { state, parameters })
      else {
        state = replace(state, result.state)
        parameters = replace(parameters, result.parameters)
      }
      return figures
    },
    async snapshot() {
      const { step, warmBatches: warmed } = state
      return {
        parameters: await download(parameters),
        state: await download(state.matrices),
        counters: { step, warmBatches: warmed },
      }
    },
    free: () => free([state, parameters]),
  }
}

/** Where a method stands after some steps. */
export async function snapshotAfter(
  steps: number,
  ...[optimizer, problem, engine, options]: Parameters<typeof walk>
): Promise<Snapshot> {
  const walked = walk(optimizer, problem, engine, options)
  for (let k = 0; k < steps; k++) await walked.step()
  const snapshot = await walked.snapshot()
  walked.free()
  return snapshot
}
