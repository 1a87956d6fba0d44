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
import { createRun, defaultTolerance, type Run, type RunSettings } from './run.ts'

/** A method: begins at `run.start`, which has been evaluated and is no minimum yet. */
export type Method<Options extends MinimizeOptions> = (run: Run, options: Options) => Steps

function* begin<Options extends MinimizeOptions>(
  run: Run,
  method: Method<Options>,
  options: Options,
): Steps {
  const { start } = run
  yield* run.evaluate(start)
  if (!Number.isFinite(start.norm)) {
    throw new RangeError(
      `f(x0) is ${start.value}, its gradient's norm ${start.norm}; expected finite numbers (for promises: minimizeAsync)`,
    )
  }
  if (start.norm <= (options.tolerance ?? defaultTolerance)) return 'gradient-small'
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
