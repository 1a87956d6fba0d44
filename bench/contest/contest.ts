import type { Dtype } from '@kq/linalg/dtype'
import type { Bench, RatioRow } from '../bench.ts'
import { ratioOfTurns } from '../statistics.ts'
import { printTable } from '../table.ts'
import { type Contestant, startContestant } from './contestant.ts'
import { installPeers } from './install-peers.ts'
import { type Case, type Pair, plan, taskOf } from './plan.ts'
import { prepareAll } from './prepare-all.ts'
import { type Entrant, isInstalled, launchOf, ownEntrants, peerEntrants, title } from './roster.ts'
import { type Pace, takeTurns, type Times } from './take-turns.ts'

const dropped = (entrant: Entrant, reason: string): void =>
  console.log(`without ${title(entrant)}: ${reason}`)

/** Starts all; those that do not start are passed over with their reason. */
async function start(
  entrants: readonly Entrant[],
  note: (contestant: string, about: string) => void,
): Promise<Map<Entrant, Contestant>> {
  const running = new Map<Entrant, Contestant>()
  let obstacle: Error | undefined
  if (entrants.some(isInstalled)) {
    await installPeers().catch((error: Error) => (obstacle = error))
  }
  await Promise.all(
    entrants.map(async (entrant) => {
      try {
        if (obstacle && isInstalled(entrant)) throw obstacle
        const contestant = await startContestant(launchOf(entrant))
        running.set(entrant, contestant)
      } catch (error) {
        dropped(entrant, (error as Error).message)
      }
    }),
  )
  for (const entrant of entrants) {
    const about = running.get(entrant)?.about
    if (about !== undefined) note(title(entrant), about)
  }
  return running
}

function rowOf(bench: string, pair: Pair, ours: Times, theirs: Times): RatioRow {
  const { flop, name } = pair.case
  const compared = ratioOfTurns(ours, theirs)
  const shown = (seconds: number): number => (flop ? flop / seconds / 1e9 : 1e3 * seconds)
  return {
    bench,
    case: name,
    engine: pair.ours.peer.name,
    peer: pair.peer,
    dtype: pair.dtype,
    threads: pair.ours.threads,
    ours: shown(compared.ours),
    theirs: shown(compared.theirs),
    unit: flop ? 'GFLOP/s' : 'ms',
    ratio: compared.ratio,
    spread: compared.spread,
  }
}

/** Options of every benchmark of this kind. */
export const contestOptions = {
  only: { type: 'string' },
  quick: { type: 'boolean' },
  rounds: { type: 'string' },
} as const satisfies Bench['options']

/** What `run` of a benchmark is given. */
interface Settings {
  readonly bench: string
  readonly cases: readonly Case[]
  readonly dtypes: readonly Dtype[]
  /** Peers to take part. @defaultValue all */
  readonly peers?: readonly string[]
  /** Most threads of our engines. */
  readonly threads: number
  readonly pace: Pace
  readonly only?: string | undefined
}

/** Compares our engines with the peers, case by case; prints a table for each. */
export async function contest(
  settings: Settings,
  note: (contestant: string, about: string) => void,
): Promise<RatioRow[]> {
  const { bench, cases, dtypes, pace, only } = settings
  const own = (await ownEntrants()).filter(({ threads }) => threads <= settings.threads)
  const peers = (await peerEntrants()).filter(
    ({ peer }) => settings.peers?.includes(peer.name) ?? true,
  )
  const pairs = plan(cases, dtypes, own, peers, only)
  if (pairs.length === 0) throw new RangeError(`--only ${only}: no row of ${bench} matches`)

  const inPairs = (some: readonly Pair[]): Entrant[] => [
    ...new Set([...some.map(({ ours }) => ours), ...some.map(({ theirs }) => theirs)]),
  ]
  const running = await start(inPairs(pairs), note)
  const rows: RatioRow[] = []
  try {
    for (const one of cases) {
      for (const dtype of dtypes) {
        const here = pairs.filter((pair) => pair.case === one && pair.dtype === dtype)
        if (here.length === 0) continue
        const ready = await prepareAll(taskOf(one, dtype), inPairs(here), running, dropped)
        const times = await takeTurns(ready, pace, dropped)
        const compared = here.flatMap((pair) => {
          const [ours, theirs] = [times.get(pair.ours), times.get(pair.theirs)]
          return ours && theirs ? [rowOf(bench, pair, ours, theirs)] : []
        })
        printTable(compared)
        rows.push(...compared)
      }
    }
  } finally {
    for (const contestant of running.values()) contestant.stop()
  }
  return rows
}

/** The pace that options ask for. */
export function paceOf(values: Readonly<Record<string, string | boolean | undefined>>): Pace {
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 11))
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new RangeError(`--rounds ${String(values.rounds)}: expected a whole number from 1 on`)
  }
  return { rounds, turnSeconds: values.quick ? 0.02 : 0.06 }
}
