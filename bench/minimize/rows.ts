import type { BenchRow } from '../bench.ts'
import { median } from '../statistics.ts'
import type { Outcome } from './account.ts'

/** Both sides of one contest on one problem from one start. */
export interface DuelRow extends BenchRow {
  readonly group: string
  readonly method: string
  readonly peer: string
  readonly solved: Outcome['solved']
  readonly nfev: number
  readonly reachedAt: number | null
  readonly fx: number
  readonly gradientNorm: number
  readonly status: string
  /** `null` where SciPy was not there. */
  readonly peerSolved: Outcome['solved'] | null
  readonly peerNfev: number | null
  readonly peerReachedAt: number | null
  readonly peerFx: number | null
  readonly peerGradientNorm: number | null
  readonly peerStatus: string | null
}

/** All duels of a contest in a group. */
export interface SummaryRow extends BenchRow {
  readonly method: string
  readonly peer: string
  readonly starts: number
  readonly solved: number
  readonly peerSolved: number
  /** Starts that both solve; the figures below are theirs. */
  readonly bothSolved: number
  readonly medianNfev: number
  readonly peerMedianNfev: number
  /** `medianNfev` over `peerMedianNfev`: below 1, ours takes fewer evaluations. */
  readonly nfevRatio: number
  /** The median of the ratios of single starts. */
  readonly medianRatio: number
}

export function duelRow(
  about: Readonly<Record<'case' | 'group' | 'method' | 'peer', string>>,
  ours: Outcome,
  theirs: Outcome | undefined,
): DuelRow {
  return {
    bench: 'minimize',
    ...about,
    ...ours,
    reachedAt: ours.reachedAt ?? null,
    peerSolved: theirs?.solved ?? null,
    peerNfev: theirs?.nfev ?? null,
    peerReachedAt: theirs?.reachedAt ?? null,
    peerFx: theirs?.fx ?? null,
    peerGradientNorm: theirs?.gradientNorm ?? null,
    peerStatus: theirs?.status ?? null,
  }
}

/** Rows by what the key says of them, in the order of first appearance. */
export function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const name = key(row)
    groups.set(name, [...(groups.get(name) ?? []), row])
  }
  return groups
}

/** One row for each contest in each group. */
export function summarise(duels: readonly DuelRow[]): SummaryRow[] {
  const groups = groupBy(duels, ({ group, method, peer }) => `${group} ${method} ${peer}`)
  return [...groups.values()].map((rows) => {
    const both = rows.filter(
      ({ solved, peerSolved }) => solved !== 'no' && (peerSolved ?? 'no') !== 'no',
    )
    const ours = median(both.map(({ nfev }) => nfev))
    const theirs = median(both.map(({ peerNfev }) => peerNfev ?? Number.NaN))
    const { group, method, peer } = rows[0]
    return {
      bench: 'minimize',
      case: group,
      method,
      peer,
      starts: rows.length,
      solved: rows.filter(({ solved }) => solved !== 'no').length,
      peerSolved: rows.filter(({ peerSolved }) => (peerSolved ?? 'no') !== 'no').length,
      bothSolved: both.length,
      medianNfev: ours,
      peerMedianNfev: theirs,
      nfevRatio: ours / theirs,
      medianRatio: median(both.map(({ nfev, peerNfev }) => nfev / (peerNfev ?? Number.NaN))),
    }
  })
}

const header = ['', 'SciPy', 'starts', 'solved', 'SciPy', 'both', 'nfev', 'SciPy', 'ratio', 'each']

/** Summaries as lines for people. */
export function summaryLines(summaries: readonly SummaryRow[]): string[] {
  const number = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value) ? '' : String(Number(value.toFixed(2)))
  const line = ([method, peer, ...cells]: readonly string[]): string =>
    [`  ${method.padEnd(20)}`, peer.padEnd(14), ...cells.map((cell) => cell.padStart(7))].join('')
  return [...groupBy(summaries, (row) => row.case)].flatMap(([group, rows]) => [
    group,
    line(header),
    ...rows.map((row) =>
      line([
        row.method,
        row.peer,
        ...[
          row.starts,
          row.solved,
          row.peerSolved,
          row.bothSolved,
          row.medianNfev,
          row.peerMedianNfev,
          row.nfevRatio,
          row.medianRatio,
        ].map(number),
      ]),
    ),
  ])
}
