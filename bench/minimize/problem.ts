/** rᵢ and ∇rᵢ. */
export type Equation = readonly [residual: number, gradient: readonly number[]]

/** Bounds on x; ±∞ where there is none. */
export interface Bounds {
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** A function to minimise, with what is known of it. */
export interface Problem {
  readonly name: string
  /** The standard start; within the bounds. */
  readonly start: Float64Array
  /** Returns f(x) and writes ∇f(x). */
  readonly evaluate: (x: Float64Array, gradient: Float64Array) => number
  /** f at local minima, the lowest first; at a minimiser at infinity its limit. Empty: not known. */
  readonly minima: readonly number[]
  /** Where f is `minima[0]`. */
  readonly minimiser?: readonly number[] | undefined
  readonly bounds?: Bounds | undefined
  /** f = Σ rᵢ², where f is one. */
  readonly equations?: ((x: Float64Array) => readonly Equation[]) | undefined
}

/** What {@link sumOfSquares} makes a problem of. */
export interface SumOfSquares {
  readonly name: string
  readonly start: readonly number[]
  readonly minima: readonly number[]
  readonly minimiser?: readonly number[]
  readonly equations: (x: Float64Array) => readonly Equation[]
}

/** f = Σ rᵢ², ∇f = 2 Σ rᵢ ∇rᵢ. */
export function sumOfSquares({ start, equations, ...rest }: SumOfSquares): Problem {
  return {
    ...rest,
    start: Float64Array.from(start),
    equations,
    evaluate(x, gradient) {
      gradient.fill(0)
      let sum = 0
      for (const [residual, row] of equations(x)) {
        sum += residual * residual
        for (let j = 0; j < row.length; j++) gradient[j] += 2 * residual * row[j]
      }
      return sum
    },
  }
}

/** Bounds of all variables; a number stands for that bound of each. */
export function box(
  n: number,
  lower: number | readonly number[],
  upper: number | readonly number[],
): Bounds {
  const vector = (bound: number | readonly number[]): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => (typeof bound === 'number' ? bound : bound[i]))
  return { lower: vector(lower), upper: vector(upper) }
}

/** Moves x into the bounds. */
export function project(x: Float64Array, bounds: Bounds | undefined): Float64Array {
  if (!bounds) return x
  return x.map((value, i) => Math.min(Math.max(value, bounds.lower[i]), bounds.upper[i]))
}

/** 1, 2, … n. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1)

/** The same number n times. */
export const filled = (n: number, value: number): number[] => Array.from({ length: n }, () => value)

/** A row of zeros but for the entries given, by their index. */
export function sparseRow(n: number, entries: Readonly<Record<number, number>>): number[] {
  const row = filled(n, 0)
  for (const [j, value] of Object.entries(entries)) row[Number(j)] = value
  return row
}

/** The problem from a start that is so many times the standard one (from all of `factor`, if that is 0). */
export function scaled(problem: Problem, factor: number): Problem {
  if (factor === 1) return problem
  const atZero = problem.start.every((value) => value === 0)
  return { ...problem, start: problem.start.map((value) => (atZero ? factor : factor * value)) }
}
