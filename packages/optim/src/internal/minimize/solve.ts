import type {
  AsyncObjective,
  MinimizeOptions,
  Objective,
  VectorInput,
} from '../../minimize-options.ts'
import type { MinimizeResult } from '../../minimize-result.ts'
import { drive, driveAsync } from './drive.ts'
import type { Steps } from './protocol.ts'
import { createResult } from './result.ts'
import { createRun, type Run, type RunSettings } from './run.ts'

/** A method: begins at `run.start`, which has been evaluated and is no minimum yet. */
export type Method<Options extends MinimizeOptions> = (run: Run, options: Options) => Steps

function* begin<Options extends MinimizeOptions>(
  run: Run,
  method: Method<Options>,
  options: Options,
): Steps {
  yield* run.evaluate(run.start)
  if (run.start.norm <= (options.tolerance ?? 1e-6)) return 'gradient-small'
  if (options.maxIterations === 0) return 'max-iterations'
  return yield* method(run, options)
}

/** Runs a method on a function that returns at once. */
export function solve<Options extends MinimizeOptions>(
  method: Method<Options>,
  f: Objective,
  x0: VectorInput,
  options: Options,
  settings?: RunSettings,
): MinimizeResult {
  const run = createRun(f, x0, options, settings)
  return createResult(run, drive(begin(run, method, options)))
}

/** Runs a method on a function that may return promises. */
export async function solveAsync<Options extends MinimizeOptions>(
  method: Method<Options>,
  f: AsyncObjective,
  x0: VectorInput,
  options: Options,
  settings?: RunSettings,
): Promise<MinimizeResult> {
  const run = createRun(f, x0, options, settings)
  return createResult(run, await driveAsync(begin(run, method, options)))
}
