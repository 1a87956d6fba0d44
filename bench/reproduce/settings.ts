import { type ProblemName, problems } from '@kq/cli/problems'
import { type PaperMethod, type PaperSetting, paperSettings } from '@kq/optim/presets'
import type { Cell } from './cell.ts'
import { cellName } from './cell.ts'
import { grids } from './grids.ts'
import { type Halving, halving, rungs } from './halving.ts'

/** The loss that a finished cell ended with, NaN where it diverged; undefined before it was run. */
export type LossOf = (cell: Cell) => number | undefined

/** A setting and where it comes from. */
export interface Choice {
  readonly setting: PaperSetting
  /** `'published'` by the authors, `'tuned'` here, or `'recollected'`: neither, so far. */
  readonly source: 'published' | 'tuned' | 'recollected'
  /** Settings that the search had ranked higher, and that diverged over the whole budget with some seed. */
  readonly diverged: readonly PaperSetting[]
}

/** Settings in the authors' own notebook. */
const isPublished = (problem: ProblemName, method: PaperMethod): boolean =>
  problem === 'mnist' && (method === 'kbfgs' || method === 'kfac')

/** Seconds of training that a share of the search stands for. */
const share: Readonly<Record<ProblemName, number>> = { mnist: 10, faces: 18, curves: 5, digits: 5 }

/** Whether tuning has anything to do. */
export const isTuned = (problem: ProblemName, method: PaperMethod): boolean =>
  !isPublished(problem, method)

const trialCell = (
  problem: ProblemName,
  method: PaperMethod,
  setting: PaperSetting,
  shares: number,
): Cell => ({
  problem,
  data: 'ours',
  method,
  setting,
  seed: 1,
  budget: { seconds: shares * share[problem] },
})

/** The cells of the search for a method's setting, as far as they are decided. */
export function search(
  problem: ProblemName,
  method: PaperMethod,
  lossOf: LossOf,
): { readonly cells: readonly Cell[] } & Pick<Halving<PaperSetting>, 'ranking' | 'later'> {
  const { trials, later, ranking } = halving(grids[method], (setting, shares) =>
    lossOf(trialCell(problem, method, setting, shares)),
  )
  return {
    cells: trials.map(({ setting, shares }) => trialCell(problem, method, setting, shares)),
    later,
    ranking,
  }
}

/** Seconds of training that the whole search for one method takes. */
export const searchSeconds = (problem: ProblemName): number =>
  rungs.reduce((sum, { settings, shares }) => sum + settings * shares * share[problem], 0)

/**
 * The setting that a method is compared with: of those that a finished search ranks, the first that
 * does not diverge over the whole budget with any seed. A search is shorter than what it is for, and lets
 * settings through that are the fastest until they fail.
 *
 * @param wholeCells - the runs of a setting over the whole budget, one for each seed; those that are not
 * finished do not count
 */
export function choose(
  problem: ProblemName,
  method: PaperMethod,
  lossOf: LossOf,
  wholeCells: (setting: PaperSetting) => readonly Cell[],
): Choice {
  const setting = paperSettings[problems[problem].preset][method]
  if (isPublished(problem, method)) return { setting, source: 'published', diverged: [] }
  const { ranking } = search(problem, method, lossOf)
  if (ranking.length === 0) return { setting, source: 'recollected', diverged: [] }
  const lasting = ranking.findIndex((ranked) =>
    wholeCells(ranked).every((cell) => !Number.isNaN(lossOf(cell) ?? 0)),
  )
  const index = Math.max(0, lasting)
  return { setting: ranking[index], source: 'tuned', diverged: ranking.slice(0, index) }
}

/** What is known of finished cells, by name. */
export const lossTable =
  (losses: ReadonlyMap<string, number>): LossOf =>
  (cell) =>
    losses.get(cellName(cell))
