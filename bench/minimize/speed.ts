import { lbfgs } from '@kq/optim/lbfgs'
import type { RatioRow } from '../bench.ts'
import { ratioOf } from '../statistics.ts'
import type { Problem } from './problem.ts'
import { chainedRosenbrock, pairedRosenbrock } from './rosenbrock.ts'
import type { ScipyPeer } from './scipy.ts'

/*
 * Wall time of an iteration of L-BFGS in 100,000 variables: ours on a function in JavaScript, SciPy's
 * L-BFGS-B on the same function in numpy, taking turns. An iteration includes its evaluations of f.
 */

const n = 100_000
const iterations = 60

const cases: readonly (readonly [ScipyFunction, (size: number) => Problem])[] = [
  ['chained', chainedRosenbrock],
  ['paired', pairedRosenbrock],
]
type ScipyFunction = 'chained' | 'paired'

/** Seconds of one iteration of ours. */
function secondsOfOurs(problem: Problem): number {
  const begun = performance.now()
  const { nit } = lbfgs(
    (x) => {
      const gradient = new Float64Array(n)
      return { value: problem.evaluate(x, gradient), gradient }
    },
    problem.start,
    { maxIterations: iterations },
  )
  return (performance.now() - begun) / 1000 / nit
}

async function secondsOfTheirs(scipy: ScipyPeer, name: ScipyFunction): Promise<number> {
  const options = { maxcor: 10, maxiter: iterations, gtol: 1e-6, ftol: 0 }
  const { seconds, nit } = await scipy.time({ function: name, n, options })
  return seconds / nit
}

/** Rows of the case and its ratio, in milliseconds an iteration. */
export async function speed(scipy: ScipyPeer, rounds: number): Promise<RatioRow[]> {
  const rows: RatioRow[] = []
  for (const [name, makeProblem] of cases) {
    const problem = makeProblem(n)
    const ours: number[] = []
    const theirs: number[] = []
    secondsOfOurs(problem)
    for (let round = 0; round < rounds; round++) {
      const mine = (): number => ours.push(1000 * secondsOfOurs(problem))
      if (round % 2 === 0) mine()
      theirs.push(1000 * (await secondsOfTheirs(scipy, name)))
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
