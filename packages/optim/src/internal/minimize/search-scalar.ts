import type { LineSearchResult, LineSearchSteps, LineStart, LineValue } from '../../line-search.ts'
import { checkOptions } from './check-options.ts'

/**
 * Runs a line search on φ itself.
 *
 * @throws RangeError unless φ(0) is finite and φ′(0) < 0, or for options that are not above 0
 */
export function searchScalar<Options extends { readonly initialStep?: number | undefined }>(
  search: (start: LineStart, options: Options) => LineSearchSteps,
  phi: (step: number) => LineValue,
  options: Options,
): LineSearchResult {
  checkOptions(options)
  const { value, slope } = phi(0)
  if (!Number.isFinite(value) || !(slope < 0)) {
    throw new RangeError(
      `the value at 0 is ${value} and the slope ${slope}; expected a finite value and a slope below 0: search where the function falls`,
    )
  }
  const steps = search({ value, slope, initialStep: options.initialStep ?? 1 }, options)
  let turn = steps.next()
  while (!turn.done) turn = steps.next(phi(turn.value))
  return turn.value
}
