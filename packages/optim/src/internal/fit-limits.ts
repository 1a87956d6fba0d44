import type { StopReason } from '../training-events.ts'

/** How far a training is, and how far it may go from there. */
export interface FitLimits {
  readonly epochs?: number | undefined
  readonly iterations?: number | undefined
  readonly seconds?: number | undefined
}

interface Position {
  readonly iterations: number
  readonly seconds: number
}

/**
 * What says at each position whether a limit is reached, counted from where `start` is.
 *
 * @throws TypeError without a limit
 * @throws RangeError for one that is none
 */
export function fitLimits(
  { epochs, iterations, seconds }: FitLimits,
  start: Position,
  batchesPerEpoch: number,
): (position: Position) => StopReason | undefined {
  if (epochs === undefined && iterations === undefined && seconds === undefined) {
    throw new TypeError('fit: give a limit: epochs, iterations or seconds')
  }
  for (const [name, limit] of Object.entries({ epochs, iterations, seconds })) {
    if (limit !== undefined && !(limit >= 0)) {
      throw new RangeError(`fit: ${name} is ${limit}; expected a number of at least 0`)
    }
  }
  const never = Number.POSITIVE_INFINITY
  const first = start.iterations
  const byIterations = first + (iterations ?? never)
  const byEpochs = first + Math.ceil((epochs ?? never) * batchesPerEpoch)
  const bySeconds = start.seconds + (seconds ?? never)
  return (position) => {
    if (position.iterations >= byIterations) return 'iterations'
    if (position.iterations >= byEpochs) return 'epochs'
    const spent = position.seconds >= bySeconds
    return spent && position.iterations > first ? 'seconds' : undefined
  }
}
