import type {
  LineRange,
  LineSearchResult,
  LineSearchSteps,
  LineStart,
  LineValue,
} from '../../line-search.ts'
import { checkOptions } from './check-options.ts'

/**
 * Runs a line search on φ itself.
 *
 * @throws RangeError unless φ(0) is finite and φ′(0) < 0, or for options that are not above 0
 */
export function searchScalar<Options extends LineRange>(
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
  const { initialStep = 1, maxStep } = options
  const steps = search({ value, slope, initialStep, maxStep }, options)
  let turn = steps.next()
  while (!turn.done) turn = steps.next(phi(turn.value))
  return turn.value
}
