import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Bench, type BenchRow, named } from './bench.ts'
import { bounded } from './minimize/bounds.ts'
import { contests } from './minimize/contests.ts'
import { duels, type Group, startsFinite } from './minimize/duels.ts'
import { large } from './minimize/large.ts'
import { mgh } from './minimize/mgh.ts'
import { startOwn } from './minimize/own.ts'
import { others } from './minimize/others.ts'
import { type MinimizeResults, minimizePage } from './minimize/page.ts'
import { scaled } from './minimize/problem.ts'
import { type DuelRow, summarise, summaryLines } from './minimize/rows.ts'
import { type ScipyPeer, startScipy } from './minimize/scipy.ts'
import { speed } from './minimize/speed.ts'
import { printTable } from './table.ts'

/*
 * Our minimisers and SciPy's on the same functions: which problems each solves, and after how many
 * evaluations. Both see f and ∇f as JavaScript computes them, SciPy through a pipe.
 */

const factors = [1, 10, 100]

const groups = (quick: boolean): readonly Group[] => [
  ...factors.slice(0, quick ? 1 : undefined).map((factor) => ({
    name: `Moré–Garbow–Hillstrom, start × ${factor}`,
    problems: mgh.map((problem) => scaled(problem, factor)),
  })),
  ...factors.slice(0, quick ? 1 : 2).map((factor) => ({
    name: `others, start × ${factor}`,
    problems: others.map((problem) => scaled(problem, factor)),
  })),
  { name: 'bounds', problems: bounded.filter(({ start }) => !quick || start.length <= 100) },
  { name: 'large', problems: large.filter(({ start }) => !quick || start.length <= 100) },
]

const parts: Readonly<Record<string, RegExp>> = {
  all: /./,
  mgh: /^Moré/,
  others: /^others/,
  bounds: /^bounds/,
  large: /^large/,
  speed: /^$/,
}

const results = (extension: string): string =>
  fileURLToPath(new URL(`results/minimize.${extension}`, import.meta.url))

function writePage(): void {
  const recorded = JSON.parse(readFileSync(results('json'), 'utf8')) as MinimizeResults
  writeFileSync(results('md'), minimizePage(recorded))
  console.log(`written to ${results('md')}`)
}

async function scipyOrNone(): Promise<ScipyPeer | undefined> {
  try {
    return await startScipy()
  } catch (error) {
    console.log(`without SciPy: ${(error as Error).message}`)
    return undefined
  }
}

/** What ours leaves unsolved, and SciPy does not. */
const lossLines = (rows: readonly DuelRow[]): string[] =>
  rows
    .filter(
      ({ solved, peerSolved }) => solved === 'no' && peerSolved !== null && peerSolved !== 'no',
    )
    .map(
      (row) =>
        `  ${row.method} does not solve ${row.case}, which ${row.peer} does: f ${row.fx}, ` +
        `‖∇f‖∞ ${row.gradientNorm.toExponential(1)} after ${row.nfev} evaluations, ${row.status}`,
    )

/** `npm run bench -- minimize`. */
export const minimizeBench: Bench = {
  name: 'minimize',
  summary: 'minimisers against SciPy’s: problems solved, evaluations, time of an iteration',
  options: {
    quick: { type: 'boolean' },
    part: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string' },
    page: { type: 'boolean' },
  },
  async run(values, note) {
    if (values.page) {
      writePage()
      return []
    }
    const part = (values.part ?? 'all') as string
    const pattern = named('--part', parts, part)
    const quick = values.quick === true
    const only = (values.only ?? '') as string
    const scipy = await scipyOrNone()
    if (scipy) note('SciPy', scipy.about)
    const rows: BenchRow[] = []
    const all: DuelRow[] = []
    try {
      for (const group of groups(quick).filter(({ name }) => pattern.test(name))) {
        const finite = group.problems.filter(startsFinite)
        for (const { name } of group.problems.filter((problem) => !finite.includes(problem))) {
          console.log(`${group.name}: ${name} is left out, it has no finite value at the start`)
        }
        const found = await duels({ ...group, problems: finite }, contests, scipy, (text) =>
          text.includes(only),
        )
        for (const line of [...summaryLines(summarise(found)), ...lossLines(found)]) {
          console.log(line)
        }
        all.push(...found)
      }
      const together = summarise(
        all
          .filter(({ group }) => parts.mgh.test(group))
          .map((row) => ({ ...row, group: 'Moré–Garbow–Hillstrom, all starts' })),
      )
      for (const line of summaryLines(together)) console.log(line)
      rows.push(...together, ...summarise(all), ...all)
      if (scipy && !only && (part === 'all' || part === 'speed')) {
        const own = await startOwn()
        const settings = {
          n: 100_000,
          iterations: 60,
          rounds: Number(values.rounds ?? (quick ? 3 : 15)),
        }
        const times = await speed(own, scipy, settings).finally(own.stop)
        for (const row of times) printTable([row])
        rows.push(...times)
      }
    } finally {
      scipy?.stop()
    }
    if (rows.length === 0) throw new RangeError(`--only ${only}: no case of minimize matches`)
    return rows
  },
}
