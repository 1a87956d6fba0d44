/** The value below which the given share of the numbers lies. */
function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((x, y) => x - y)
  return sorted[Math.round(share * (sorted.length - 1))]
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5)

/** The width of the middle half of the numbers, as a share of their median. */
export const quartileSpread = (numbers: readonly number[]): number =>
  (quantile(numbers, 0.75) - quantile(numbers, 0.25)) / median(numbers)

/**
 * How many times as fast ours is: the ratio of the medians of times measured in the same rounds, and
 * the spread of the rounds' own ratios.
 */
export function ratioOf(
  ours: readonly number[],
  theirs: readonly number[],
): {
  readonly ours: number
  readonly theirs: number
  readonly ratio: number
  readonly spread: number
} {
  const [mine, other] = [median(ours), median(theirs)]
  const spread = quartileSpread(ours.map((seconds, round) => theirs[round] / seconds))
  return { ours: mine, theirs: other, ratio: other / mine, spread }
}

/** {@link ratioOf}, by the rounds in which both took part. */
export function ratioOfTurns(
  ours: readonly (number | undefined)[],
  theirs: readonly (number | undefined)[],
): ReturnType<typeof ratioOf> {
  const shared = [...ours.keys()].filter((r) => ours[r] !== undefined && theirs[r] !== undefined)
  const pick = (times: typeof ours): number[] => shared.map((round) => times[round] ?? Number.NaN)
  return ratioOf(pick(ours), pick(theirs))
}
