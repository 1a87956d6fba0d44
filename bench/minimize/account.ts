import type { Equation, Problem } from './problem.ts'
import { projectedNorm, type Solved, solvedBy } from './target.ts'

/** What a method gets to see of a problem; all it asks is counted here, whoever asks. */
export interface Account {
  /** f and ∇f at x. */
  evaluate(x: Float64Array): { value: number; gradient: Float64Array }
  /** ∇²f(x) v by central differences of ∇f. */
  product(x: Float64Array, v: Float64Array): Float64Array
  /** rᵢ, or their Jacobian's rows one after the other. */
  residuals(x: Float64Array): Float64Array
  jacobian(x: Float64Array): Float64Array
  /** Evaluations of f with ∇f, or of the residuals; products count, Jacobians do not. */
  evaluations(): number
  /** The evaluation that first met the target; `undefined` if none has. */
  reachedAt(): number | undefined
  /** The x of the lowest f within bounds. */
  best(): Float64Array
}

/** Thrown to whoever asks for more evaluations than it may. */
export class BudgetSpent extends Error {}

export function openAccount(problem: Problem, budget: number): Account {
  const n = problem.start.length
  let evaluations = 0
  let reachedAt: number | undefined
  let best = problem.start
  let lowest = Number.POSITIVE_INFINITY

  const count = (): void => {
    if (evaluations >= budget) throw new BudgetSpent(`${budget} evaluations are spent`)
    evaluations++
  }
  const look = (x: Float64Array): { value: number; gradient: Float64Array } => {
    const gradient = new Float64Array(n)
    const value = problem.evaluate(x, gradient)
    const norm = projectedNorm(problem, x, gradient)
    if (solvedBy(problem, value, norm)) reachedAt ??= evaluations
    if (value < lowest && norm < Number.POSITIVE_INFINITY) {
      lowest = value
      best = x.slice()
    }
    return { value, gradient }
  }
  const equations = (x: Float64Array): readonly Equation[] => {
    if (!problem.equations) throw new TypeError(`${problem.name} is no sum of squares`)
    return problem.equations(x)
  }
  return {
    evaluate(x) {
      count()
      return look(x)
    },
    product(x, v) {
      count()
      const size = v.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
      if (size === 0) return v.slice()
      const scale = x.reduce((max, value) => Math.max(max, Math.abs(value)), 1)
      const h = (Math.cbrt(Number.EPSILON) * scale) / size
      const ahead = new Float64Array(n)
      const behind = new Float64Array(n)
      problem.evaluate(
        x.map((value, i) => value + h * v[i]),
        ahead,
      )
      problem.evaluate(
        x.map((value, i) => value - h * v[i]),
        behind,
      )
      return ahead.map((value, i) => (value - behind[i]) / (2 * h))
    },
    residuals(x) {
      count()
      look(x)
      return Float64Array.from(equations(x), ([residual]) => residual)
    },
    jacobian: (x) => Float64Array.from(equations(x).flatMap(([, row]) => row)),
    evaluations: () => evaluations,
    reachedAt: () => reachedAt,
    best: () => best,
  }
}

/** How a run of a method on a problem went. */
export interface Outcome {
  readonly solved: NonNullable<Solved> | 'no'
  /** Evaluations until the method stopped. */
  readonly nfev: number
  /** The evaluation that first met the target. */
  readonly reachedAt: number | undefined
  readonly fx: number
  readonly gradientNorm: number
  /** What the method says of its end. */
  readonly status: string
}

/** Judges the x that a method returned. */
export function judge(
  problem: Problem,
  account: Account,
  x: Float64Array,
  status: string,
): Outcome {
  const gradient = new Float64Array(x.length)
  const fx = problem.evaluate(x, gradient)
  const gradientNorm = projectedNorm(problem, x, gradient)
  return {
    solved: solvedBy(problem, fx, gradientNorm) ?? 'no',
    nfev: account.evaluations(),
    reachedAt: account.reachedAt(),
    fx,
    gradientNorm,
    status,
  }
}
