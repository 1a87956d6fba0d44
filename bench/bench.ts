import type { ParseArgsConfig } from 'node:util'

/** One figure of a benchmark. A ratio above 1 means that ours is faster. */
export interface BenchRow {
  readonly bench: string
  readonly case: string
  readonly [field: string]: unknown
}

/** A benchmark that `npm run bench -- NAME` runs. It prints as it goes and returns its rows. */
export interface Bench {
  readonly name: string
  /** A line for the list of benchmarks. */
  readonly summary: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  run(values: Readonly<Record<string, string | boolean | undefined>>): Promise<BenchRow[]>
}

/** The entry of that name; an error that lists the names where there is none. */
export function named<T>(flag: string, table: Readonly<Record<string, T>>, name: unknown): T {
  const found = Object.entries(table).find(([key]) => key === name)
  if (found) return found[1]
  throw new TypeError(
    `${flag} is ${String(name)}; expected one of ${Object.keys(table).join(', ')}`,
  )
}
