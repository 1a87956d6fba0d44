import { judge, openAccount, type Outcome } from './account.ts'
import { type Contest, scipyJob } from './contests.ts'
import type { Problem } from './problem.ts'
import { type DuelRow, duelRow } from './rows.ts'
import type { ScipyPeer } from './scipy.ts'

/** Evaluations that each side may take. */
export const budget = 10_000

/** Problems with a name in common. */
export interface Group {
  readonly name: string
  readonly problems: readonly Problem[]
}

function ours(contest: Contest, problem: Problem): Outcome {
  const account = openAccount(problem, budget)
  try {
    const { x, status } = contest.run(problem, account, budget)
    return judge(problem, account, x, status)
  } catch (error) {
    return judge(problem, account, account.best(), (error as Error).message)
  }
}

async function theirs(scipy: ScipyPeer, peer: string, problem: Problem): Promise<Outcome> {
  const account = openAccount(problem, budget)
  const { x, status } = await scipy.minimize(scipyJob(peer, problem), account)
  return judge(problem, account, x ? Float64Array.from(x) : account.best(), status)
}

/** Whether f and ∇f are finite where the methods are to begin. */
export function startsFinite({ start, evaluate }: Problem): boolean {
  const gradient = new Float64Array(start.length)
  return Number.isFinite(evaluate(start, gradient)) && gradient.every(Number.isFinite)
}

/**
 * All contests on all problems of a group that they take; each of SciPy's methods runs once on each.
 *
 * @param wanted - whether to run that case with that method
 */
export async function duels(
  { name, problems }: Group,
  contests: readonly Contest[],
  scipy: ScipyPeer | undefined,
  wanted: (text: string) => boolean,
): Promise<DuelRow[]> {
  const rows: DuelRow[] = []
  for (const problem of problems) {
    const known = new Map<string, Outcome>()
    for (const contest of contests) {
      const { method, peer } = contest
      if (!contest.takes(problem) || !wanted(`${problem.name} ${method}`)) continue
      if (scipy && !known.has(peer)) known.set(peer, await theirs(scipy, peer, problem))
      const about = { case: problem.name, group: name, method, peer }
      rows.push(duelRow(about, ours(contest, problem), known.get(peer)))
    }
  }
  return rows
}
