import type { BenchRow, RatioRow } from '../bench.ts'
import type { Contestant } from '../contest/contestant.ts'
import { type Case, taskOf } from '../contest/plan.ts'
import { prepareAll } from '../contest/prepare-all.ts'
import { distance, type Sample } from '../contest/protocol.ts'
import { type Pace, takeTurns } from '../contest/take-turns.ts'
import { ratioOfTurns } from '../statistics.ts'
import { printTable } from '../table.ts'

/** A row without figures: who is missing, and why. */
export interface MissingRow extends BenchRow {
  readonly peer: string
  readonly reason: string
}

/** Whether a row has figures. */
export const isRatio = (row: RatioRow | MissingRow): row is RatioRow => 'ratio' in row

/** Who takes part, in the order of turns: a contestant, or why it is none. */
export type Field = ReadonlyMap<string, Contestant | { readonly reason: string }>

/**
 * Lets contestants take turns at a case in float32: those named in `own` against each of the others.
 * Results are compared with the first one's before anything is timed; a row's `apart` is how far the
 * peer's is from it, relative to the mean size of an element.
 */
export async function compare(
  one: Case,
  field: Field,
  own: readonly string[],
  pace: Pace,
  most?: number,
): Promise<(RatioRow | MissingRow)[]> {
  const missing: MissingRow[] = []
  const dropped = (peer: string, reason: string): void => {
    console.log(`without ${peer}: ${reason}`)
    missing.push({ bench: 'gpu', case: one.name, peer, reason })
  }
  const samples = new Map<string, Sample>()
  const watched = new Map<string, Contestant>()
  for (const [name, contestant] of field) {
    if ('reason' in contestant) dropped(name, contestant.reason)
    else {
      const prepare: Contestant['prepare'] = async (task) => {
        const sample = await contestant.prepare(task)
        samples.set(name, sample)
        return sample
      }
      watched.set(name, { ...contestant, prepare })
    }
  }
  const task = taskOf(one, 'float32')
  const ready = await prepareAll(task, [...watched.keys()], watched, dropped, most)
  const times = await takeTurns(ready, pace, dropped)
  const shown = (seconds: number): number => (one.flop ? one.flop / seconds / 1e9 : 1e3 * seconds)
  const first = samples.get([...ready.keys()][0])
  const rows: RatioRow[] = []
  for (const engine of own) {
    for (const peer of field.keys()) {
      const [ours, theirs, sample] = [times.get(engine), times.get(peer), samples.get(peer)]
      if (own.includes(peer) || !ours || !theirs || !first || !sample) continue
      const compared = ratioOfTurns(ours, theirs)
      rows.push({
        bench: 'gpu',
        case: one.name,
        engine,
        peer,
        dtype: 'float32',
        threads: 1,
        ...compared,
        ours: shown(compared.ours),
        theirs: shown(compared.theirs),
        unit: one.flop ? 'GFLOP/s' : 'ms',
        apart: distance(first, sample),
      })
    }
  }
  printTable(rows)
  return [...rows, ...missing]
}
