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
