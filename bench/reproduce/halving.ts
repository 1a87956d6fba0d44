/*
 * Successive halving: Jamieson and Talwalkar, "Non-stochastic best arm identification and
 * hyperparameter optimization" (AISTATS 2016). All settings train for a little; the best of them
 * start again with twice the budget, and so on. Here 12, 4 and 2 settings at 1, 2 and 4 shares.
 */

/** How many settings a rung has, and how many shares of the budget each of them trains for. */
export const rungs: readonly { readonly settings: number; readonly shares: number }[] = [
  { settings: 12, shares: 1 },
  { settings: 4, shares: 2 },
  { settings: 2, shares: 4 },
]

/** How far a search has come. */
export interface Halving<S> {
  /** What is known to belong to the search, rung after rung, finished or not. */
  readonly trials: readonly { readonly setting: S; readonly shares: number }[]
  /** Runs of rungs that are not decided yet. */
  readonly later: number
  /** All settings, best first, once every trial has its loss; until then none. */
  readonly ranking: readonly S[]
}

/**
 * @param grid - as many settings as the first rung has
 * @param lossOf - the loss at the end of a trial: undefined before it was run, NaN where it diverged
 */
export function halving<S>(
  grid: readonly S[],
  lossOf: (setting: S, shares: number) => number | undefined,
): Halving<S> {
  const trials: { setting: S; shares: number }[] = []
  let ranking = grid
  for (const [index, { settings, shares }] of rungs.entries()) {
    const alive = ranking.slice(0, settings)
    trials.push(...alive.map((setting) => ({ setting, shares })))
    const losses = new Map(alive.map((setting) => [setting, lossOf(setting, shares)]))
    if ([...losses.values()].includes(undefined)) {
      const later = rungs.slice(index + 1).reduce((sum, rung) => sum + rung.settings, 0)
      return { trials, later, ranking: [] }
    }
    const rank = (setting: S): number => {
      const loss = losses.get(setting) as number
      return Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss
    }
    // Infinity − Infinity is NaN, which would leave the order to chance.
    alive.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
    ranking = [...alive, ...ranking.slice(settings)]
  }
  return { trials, later: 0, ranking }
}
