import type { Dtype } from '@kq/linalg/dtype'
import type { ParseArgsConfig } from 'node:util'

/** One result of a benchmark. */
export interface BenchRow {
  readonly bench: string
  readonly case: string
  readonly [field: string]: unknown
}

/** A comparison: ours against a peer's. */
export interface RatioRow extends BenchRow {
  /** Which of our engines. */
  readonly engine: string
  /** A library, or something of our own in quotes of plain words: `'own, 1 thread'`. */
  readonly peer: string
  readonly dtype: Dtype
  /** Of our engine. */
  readonly threads: number
  /** Medians, in `unit`. */
  readonly ours: number
  readonly theirs: number
  readonly unit: 'GFLOP/s' | 'ms' | 's' | 'MB'
  /** Above 1: ours is faster (for MB: smaller). */
  readonly ratio: number
  /** The width of the middle half of the ratios of the single rounds, as a share of their median. */
  readonly spread: number
}

/** A benchmark that `npm run bench -- NAME` runs. It prints as it goes and returns its rows. */
export interface Bench {
  readonly name: string
  /** A line for the list of benchmarks. */
  readonly summary: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** @param note - puts into the machine stamp what a contestant says that it is */
  run(
    values: Readonly<Record<string, string | boolean | undefined>>,
    note: (contestant: string, about: string) => void,
  ): Promise<readonly BenchRow[]>
}

/** The entry of that name; an error that lists the names where there is none. */
export function named<T>(flag: string, table: Readonly<Record<string, T>>, name: unknown): T {
  const found = Object.entries(table).find(([key]) => key === name)
  if (found) return found[1]
  throw new TypeError(
    `${flag} is ${String(name)}; expected one of ${Object.keys(table).join(', ')}`,
  )
}
