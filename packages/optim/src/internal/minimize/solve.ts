import type { MinimizeOptions, Objective, VectorInput } from '../../minimize-options.ts'
import type { MinimizeResult } from '../../minimize-result.ts'
import { drive } from './drive.ts'
import type { Steps } from './protocol.ts'
import { createRun, type Run, type RunSettings } from './run.ts'

/** A method: begins at `run.start`, which has been evaluated and is no minimum yet. */
export type Method<Options extends MinimizeOptions> = (run: Run, options: Options) => Steps

/** Runs a method on a function that returns at once. */
export function solve<Options extends MinimizeOptions>(
  method: Method<Options>,
  f: Objective,
  x0: VectorInput,
  options: Options,
  settings?: RunSettings,
): MinimizeResult {
  const [steps, result] = createRun(method, f, x0, options, settings)
  return result(drive(steps))
}
