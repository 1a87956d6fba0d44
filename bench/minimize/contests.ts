import { bfgs } from '@kq/optim/bfgs'
import { lbfgs } from '@kq/optim/lbfgs'
import { lbfgsb } from '@kq/optim/lbfgsb'
import { levenbergMarquardt } from '@kq/optim/levenberg-marquardt'
import type { MinimizeResult } from '@kq/optim/minimize-result'
import { newtonCg } from '@kq/optim/newton-cg'
import { trustRegion } from '@kq/optim/trust-region'
import type { Account } from './account.ts'
import type { Problem } from './problem.ts'
import type { ScipyJob } from './scipy.ts'
import { gradientTarget } from './target.ts'

/** Rounding: SciPy's own tests of progress stop a run no earlier. */
const tiny = 2.2e-16
/** More than the budget of evaluations allows. */
const endless = 1_000_000

/** What SciPy is told; the budget of evaluations is kept by the one who counts them. */
const scipyOptions: Readonly<Record<string, ScipyJob['options']>> = {
  'L-BFGS-B': {
    maxcor: 10,
    gtol: gradientTarget,
    ftol: tiny,
    maxfun: endless,
    maxiter: endless,
  },
  BFGS: { gtol: gradientTarget, maxiter: endless },
  'trust-ncg': { gtol: gradientTarget, maxiter: endless },
  // Its function is half of ours, and so is the gradient.
  least_squares: { gtol: gradientTarget / 2, ftol: 1e-15, xtol: 1e-15, max_nfev: endless },
}

/** One of our methods against one of SciPy's. */
export interface Contest {
  readonly method: string
  readonly peer: string
  /** Whether both may be asked to solve it. */
  readonly takes: (problem: Problem) => boolean
  readonly run: (problem: Problem, account: Account, budget: number) => MinimizeResult
}

const unbounded = ({ bounds }: Problem): boolean => !bounds

export const contests: readonly Contest[] = [
  {
    method: 'l-bfgs',
    peer: 'L-BFGS-B',
    takes: unbounded,
    run: ({ start }, account, budget) =>
      lbfgs(account.evaluate, start, { tolerance: gradientTarget, maxEvaluations: budget }),
  },
  {
    method: 'bfgs',
    peer: 'BFGS',
    takes: (problem) => unbounded(problem) && problem.start.length <= 100,
    run: ({ start }, account, budget) =>
      bfgs(account.evaluate, start, { tolerance: gradientTarget, maxEvaluations: budget }),
  },
  {
    method: 'l-bfgs-b',
    peer: 'L-BFGS-B',
    takes: () => true,
    run: ({ start, bounds }, account, budget) =>
      lbfgsb(account.evaluate, start, {
        ...bounds,
        tolerance: gradientTarget,
        maxEvaluations: budget,
      }),
  },
  {
    method: 'newton-cg',
    peer: 'trust-ncg',
    takes: (problem) => unbounded(problem) && problem.start.length <= 1000,
    run: ({ start }, { evaluate, product }, budget) =>
      newtonCg(evaluate, start, {
        tolerance: gradientTarget,
        maxEvaluations: budget,
        hessianProduct: product,
      }),
  },
  {
    method: 'trust-region',
    peer: 'trust-ncg',
    takes: (problem) => unbounded(problem) && problem.start.length <= 1000,
    run: ({ start }, { evaluate, product }, budget) =>
      trustRegion(evaluate, start, {
        tolerance: gradientTarget,
        maxEvaluations: budget,
        hessianProduct: product,
      }),
  },
  {
    method: 'levenberg-marquardt',
    peer: 'least_squares',
    takes: ({ equations }) => equations !== undefined,
    run: ({ start, bounds }, { residuals, jacobian }, budget) =>
      levenbergMarquardt(residuals, start, {
        ...bounds,
        jacobian,
        // As for SciPy: its function is half of ours.
        tolerance: gradientTarget / 2,
        maxEvaluations: budget,
      }),
  },
]

/** The job that makes SciPy's method minimise a problem. */
export function scipyJob(peer: string, { start, bounds }: Problem): ScipyJob {
  const finite = (bound: Float64Array): (number | null)[] =>
    Array.from(bound, (value) => (Number.isFinite(value) ? value : null))
  return {
    method: peer,
    start: [...start],
    options: scipyOptions[peer],
    ...(bounds && { lower: finite(bounds.lower), upper: finite(bounds.upper) }),
  }
}
