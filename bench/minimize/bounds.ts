import { cutest } from './bounds/cutest.ts'
import { hockSchittkowski } from './bounds/hock-schittkowski.ts'
import { mghBounded } from './bounds/mgh-bounded.ts'
import { obstacleProblems } from './bounds/obstacle.ts'
import { box, type Problem } from './problem.ts'
import { boxQuadratic } from './quadratic.ts'
import { chainedRosenbrock } from './rosenbrock.ts'

const shortChain = chainedRosenbrock(100)

/** Problems whose variables have bounds. */
export const bounded: readonly Problem[] = [
  ...mghBounded,
  ...hockSchittkowski,
  ...cutest,
  ...obstacleProblems,
  {
    ...shortChain,
    name: 'Chained Rosenbrock n=100, x ≤ 0.8',
    start: shortChain.start.map((value) => Math.min(value, 0.8)),
    minima: [95.09173506163812],
    minimiser: undefined,
    bounds: box(100, Number.NEGATIVE_INFINITY, 0.8),
  },
  boxQuadratic(100, 1e2),
  boxQuadratic(100, 1e4),
  boxQuadratic(1000, 1e4),
]
