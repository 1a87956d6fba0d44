import type { Problem } from './problem.ts'
import { randomQuadratic } from './quadratic.ts'
import { chainedRosenbrock, pairedRosenbrock } from './rosenbrock.ts'

const sizes = [100, 1000, 10_000]

/** Rosenbrock's function and quadratics of up to 10,000 variables. */
export const large: readonly Problem[] = sizes.flatMap((n) => [
  pairedRosenbrock(n),
  chainedRosenbrock(n),
  randomQuadratic(n, 1e2),
  randomQuadratic(n, 1e4),
  randomQuadratic(n, 1e6),
])
