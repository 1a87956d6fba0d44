import type { RatioRow } from '../bench.ts'
import { ratioOf } from '../statistics.ts'
import type { Timed, Timing } from './timing.ts'

/*
 * Wall time of an iteration of L-BFGS: ours on a function in JavaScript, SciPy's
 * L-BFGS-B on the same function in numpy, taking turns. An iteration includes its evaluations of f.
 */

/** How much of it is measured. */
export interface SpeedSettings {
  readonly n: number
  readonly iterations: number
  readonly rounds: number
}

const functions: Readonly<Record<Timing['function'], string>> = {
  chained: 'Chained Rosenbrock',
  paired: 'Paired Rosenbrock',
}

/** A row a function, in milliseconds an iteration. */
export async function speed(
  own: Timed,
  scipy: Timed,
  { rounds, ...settings }: SpeedSettings,
): Promise<RatioRow[]> {
  const rows: RatioRow[] = []
  for (const [name, title] of Object.entries(functions)) {
    const job = { function: name as Timing['function'], ...settings }
    const milliseconds = async (side: Timed): Promise<number> => {
      const { seconds, nit } = await side.time(job)
      return (1000 * seconds) / nit
    }
    const ours: number[] = []
    const theirs: number[] = []
    await own.time(job)
    await scipy.time(job)
    for (let round = 0; round < rounds; round++) {
      if (round % 2 === 0) ours.push(await milliseconds(own))
      theirs.push(await milliseconds(scipy))
      if (round % 2 === 1) ours.push(await milliseconds(own))
    }
    rows.push({
      bench: 'minimize',
      case: `L-BFGS iteration, ${title} n=${settings.n}`,
      engine: 'JavaScript',
      peer: 'SciPy, numpy',
      dtype: 'float64',
      threads: 1,
      unit: 'ms',
      ...ratioOf(ours, theirs),
    })
  }
  return rows
}
