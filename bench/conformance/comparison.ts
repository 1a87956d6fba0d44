/** A recorded quantity against ours. */
export interface Difference {
  /** What and where: `iteration 3 layer 2 yDamped`. */
  readonly what: string
  /** Largest deviation, on the scale of `limit`. */
  readonly deviation: number
  readonly limit: number
}

/** Recorded intermediates must agree to this, relative to the largest entry of the same array. */
export const intermediateTolerance = 1e-8

const flat = (values: ArrayLike<number> | readonly ArrayLike<number>[]): number[] =>
  Array.from(values as ArrayLike<number | ArrayLike<number>>).flatMap((v) =>
    typeof v === 'number' ? [v] : Array.from(v),
  )

/** The larger of two deviations; NaN counts as the largest of all. */
export const worse = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Math.max(a, b)

/** Largest absolute deviation; infinite where the sizes differ. */
export function absoluteDeviation(
  ours: ArrayLike<number> | readonly ArrayLike<number>[],
  recorded: ArrayLike<number> | readonly ArrayLike<number>[],
): number {
  const a = flat(ours)
  const b = flat(recorded)
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  return a.reduce((worst, value, k) => worse(worst, Math.abs(value - b[k])), 0)
}

/** {@link absoluteDeviation} relative to the largest recorded entry. */
export function relativeDeviation(
  ours: ArrayLike<number> | readonly ArrayLike<number>[],
  recorded: ArrayLike<number> | readonly ArrayLike<number>[],
): number {
  const scale = flat(recorded).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const deviation = absoluteDeviation(ours, recorded)
  return deviation === 0 ? 0 : deviation / scale
}

/** Whether a difference exceeds its limit; NaN does. */
export const fails = ({ deviation, limit }: Difference): boolean => !(deviation <= limit)
