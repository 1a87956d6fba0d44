import { lbfgs } from '@kq/optim/lbfgs'
import type { RatioRow } from '../bench.ts'
import { ratioOf } from '../statistics.ts'
import type { Problem } from './problem.ts'
import { chainedRosenbrock, pairedRosenbrock } from './rosenbrock.ts'
import type { ScipyPeer, ScipyTiming } from './scipy.ts'

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

type ScipyFunction = ScipyTiming['function']

const cases: readonly (readonly [ScipyFunction, (size: number) => Problem])[] = [
  ['chained', chainedRosenbrock],
  ['paired', pairedRosenbrock],
]

/** Seconds of one iteration of ours. */
function secondsOfOurs(problem: Problem, iterations: number): number {
  const begun = performance.now()
  const { nit } = lbfgs(
    (x) => {
      const gradient = new Float64Array(x.length)
      return { value: problem.evaluate(x, gradient), gradient }
    },
    problem.start,
    { maxIterations: iterations },
  )
  return (performance.now() - begun) / 1000 / nit
}

async function secondsOfTheirs(
  scipy: ScipyPeer,
  name: ScipyFunction,
  { n, iterations }: SpeedSettings,
): Promise<number> {
  const options = { maxcor: 10, maxiter: iterations, gtol: 1e-6, ftol: 0 }
  const { seconds, nit } = await scipy.time({ function: name, n, options })
  return seconds / nit
}

/** A row a function, in milliseconds an iteration. */
export async function speed(scipy: ScipyPeer, settings: SpeedSettings): Promise<RatioRow[]> {
  const rows: RatioRow[] = []
  for (const [name, makeProblem] of cases) {
    const problem = makeProblem(settings.n)
    const ours: number[] = []
    const theirs: number[] = []
    secondsOfOurs(problem, settings.iterations)
    for (let round = 0; round < settings.rounds; round++) {
      const mine = (): number => ours.push(1000 * secondsOfOurs(problem, settings.iterations))
      if (round % 2 === 0) mine()
      theirs.push(1000 * (await secondsOfTheirs(scipy, name, settings)))
      if (round % 2 === 1) mine()
    }
    rows.push({
      bench: 'minimize',
      case: `L-BFGS iteration, ${problem.name}`,
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
