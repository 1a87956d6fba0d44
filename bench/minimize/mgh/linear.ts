/*
 * Moré, Garbow and Hillstrom (1981), problems 32 to 34: n variables, m ≥ n linear equations.
 */
import { filled, type Problem, sumOfSquares, upTo } from '../problem.ts'

const start = (n: number): number[] => filled(n, 1)

/** 32 */
export const linearFullRank = (n: number, m: number): Problem =>
  sumOfSquares({
    name: `Linear, full rank n=${n} m=${m}`,
    start: start(n),
    minima: [m - n],
    minimiser: filled(n, -1),
    equations: (x) => {
      const sum = x.reduce((total, value) => total + value, 0)
      return upTo(m).map((i) => [
        (i <= n ? x[i - 1] : 0) - (2 / m) * sum - 1,
        upTo(n).map((j) => (i === j ? 1 : 0) - 2 / m),
      ])
    },
  })

/** rᵢ = cᵢ Σ wⱼ xⱼ − 1. */
const rankOne = (
  name: string,
  minimum: number,
  weights: readonly number[],
  factors: readonly number[],
): Problem =>
  sumOfSquares({
    name,
    start: start(weights.length),
    minima: [minimum],
    equations: (x) => {
      const sum = weights.reduce((total, weight, j) => total + weight * x[j], 0)
      return factors.map((factor) => [factor * sum - 1, weights.map((weight) => factor * weight)])
    },
  })

/** 33 */
export const linearRankOne = (n: number, m: number): Problem =>
  rankOne(`Linear, rank one n=${n} m=${m}`, (m * (m - 1)) / (2 * (2 * m + 1)), upTo(n), upTo(m))

/** 34 */
export const linearRankOneZeros = (n: number, m: number): Problem =>
  rankOne(
    `Linear, rank one, zeros n=${n} m=${m}`,
    (m * m + 3 * m - 6) / (2 * (2 * m - 3)),
    upTo(n).map((j) => (j === 1 || j === n ? 0 : j)),
    upTo(m).map((i) => (i === m ? 0 : i - 1)),
  )
