/*
 * Moré, Garbow and Hillstrom (1981), problems 26 to 31 and 35: as many equations as variables.
 */
import { filled, type Problem, sparseRow, sumOfSquares, upTo } from '../problem.ts'

const indices = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

/** 26 */
export const trigonometric = (n: number, minima: readonly number[]): Problem =>
  sumOfSquares({
    name: `Trigonometric n=${n}`,
    start: filled(n, 1 / n),
    minima,
    minimiser: filled(n, 0),
    equations: (x) => {
      const sum = x.reduce((total, value) => total + Math.cos(value), 0)
      return indices(n).map((i) => [
        n - sum + (i + 1) * (1 - Math.cos(x[i])) - Math.sin(x[i]),
        indices(n).map(
          (j) => Math.sin(x[j]) + (i === j ? (i + 1) * Math.sin(x[i]) - Math.cos(x[i]) : 0),
        ),
      ])
    },
  })

/** 27 */
export const brownAlmostLinear = (n: number): Problem =>
  sumOfSquares({
    name: `Brown almost-linear n=${n}`,
    start: filled(n, 0.5),
    minima: [0, 1],
    minimiser: filled(n, 1),
    equations: (x) => {
      const sum = x.reduce((total, value) => total + value, 0)
      const productWithout = (j: number): number =>
        x.reduce((product, value, k) => (k === j ? product : product * value), 1)
      return indices(n).map((i) =>
        i < n - 1
          ? [x[i] + sum - (n + 1), indices(n).map((j) => (i === j ? 2 : 1))]
          : [productWithout(-1) - 1, indices(n).map(productWithout)],
      )
    },
  })

const grid = (n: number): number[] => upTo(n).map((i) => i / (n + 1))

/** 28 */
export const discreteBoundaryValue = (n: number): Problem =>
  sumOfSquares({
    name: `Discrete boundary value n=${n}`,
    start: grid(n).map((t) => t * (t - 1)),
    minima: [0],
    equations: (x) => {
      const h = 1 / (n + 1)
      return grid(n).map((t, i) => {
        const u = x[i] + t + 1
        return [
          2 * x[i] - (x[i - 1] ?? 0) - (x[i + 1] ?? 0) + (h * h * u ** 3) / 2,
          indices(n).map((j) => {
            if (j === i) return 2 + (3 * h * h * u * u) / 2
            return Math.abs(j - i) === 1 ? -1 : 0
          }),
        ]
      })
    },
  })

/** 29 */
export const discreteIntegral = (n: number): Problem =>
  sumOfSquares({
    name: `Discrete integral equation n=${n}`,
    start: grid(n).map((t) => t * (t - 1)),
    minima: [0],
    equations: (x) => {
      const t = grid(n)
      const weight = (i: number, j: number): number =>
        (j <= i ? (1 - t[i]) * t[j] : t[i] * (1 - t[j])) / (2 * (n + 1))
      return indices(n).map((i) => [
        indices(n).reduce((sum, j) => sum + weight(i, j) * (x[j] + t[j] + 1) ** 3, x[i]),
        indices(n).map((j) => 3 * weight(i, j) * (x[j] + t[j] + 1) ** 2 + (i === j ? 1 : 0)),
      ])
    },
  })

/** 30 */
export const broydenTridiagonal = (n: number): Problem =>
  sumOfSquares({
    name: `Broyden tridiagonal n=${n}`,
    start: filled(n, -1),
    minima: [0],
    equations: (x) =>
      indices(n).map((i) => [
        (3 - 2 * x[i]) * x[i] - (x[i - 1] ?? 0) - 2 * (x[i + 1] ?? 0) + 1,
        sparseRow(n, {
          [i]: 3 - 4 * x[i],
          ...(i > 0 && { [i - 1]: -1 }),
          ...(i < n - 1 && { [i + 1]: -2 }),
        }),
      ]),
  })

/** 31 */
export const broydenBanded = (n: number): Problem =>
  sumOfSquares({
    name: `Broyden banded n=${n}`,
    start: filled(n, -1),
    minima: [0],
    equations: (x) =>
      indices(n).map((i) => {
        const near = indices(n).filter((j) => j !== i && j >= i - 5 && j <= i + 1)
        const others = near.reduce((sum, j) => sum + x[j] * (1 + x[j]), 0)
        const row = sparseRow(n, { [i]: 2 + 15 * x[i] * x[i] })
        for (const j of near) row[j] = -1 - 2 * x[j]
        return [x[i] * (2 + 5 * x[i] * x[i]) + 1 - others, row]
      }),
  })

/** 35: shifted Chebyshev polynomials, their mean over the xⱼ less their integral over [0, 1]. */
export const chebyquad = (n: number, minimum: number): Problem =>
  sumOfSquares({
    name: `Chebyquad n=${n}`,
    start: grid(n),
    minima: [minimum],
    equations: (x) => {
      const u = Array.from(x, (value) => 2 * value - 1)
      let before = u.map(() => ({ t: 1, slope: 0 }))
      let current = u.map((t) => ({ t, slope: 2 }))
      return upTo(n).map((i) => {
        const integral = i % 2 === 0 ? -1 / (i * i - 1) : 0
        const mean = current.reduce((sum, { t }) => sum + t, 0) / n
        const row = current.map(({ slope }) => slope / n)
        const next = current.map(({ t, slope }, j) => ({
          t: 2 * u[j] * t - before[j].t,
          slope: 4 * t + 2 * u[j] * slope - before[j].slope,
        }))
        before = current
        current = next
        return [mean - integral, row]
      })
    },
  })
