import type { LineSearch, LineSearchResult, LineValue } from '../../line-search.ts'

/** Runs a line search on φ itself. */
export function searchScalar(
  search: LineSearch,
  phi: (step: number) => LineValue,
  initialStep = 1,
): LineSearchResult {
  const steps = search({ ...phi(0), initialStep })
  let turn = steps.next()
  while (!turn.done) turn = steps.next(phi(turn.value))
  return turn.value
}
