/*
 * Moré, Garbow and Hillstrom (1981), problems 20 to 25: any number of variables.
 */
import { filled, type Problem, sparseRow, sumOfSquares, upTo } from '../problem.ts'

const ones = (n: number): number[] => filled(n, 1)
const indices = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

/** 20 */
export const watson = (n: number, minimum: number): Problem =>
  sumOfSquares({
    name: `Watson n=${n}`,
    start: filled(n, 0),
    minima: [minimum],
    equations: (x) => [
      ...upTo(29).map((i): [number, number[]] => {
        const t = i / 29
        const value = indices(n).reduce((sum, j) => sum + x[j] * t ** j, 0)
        const slope = indices(n).reduce(
          (sum, j) => sum + (j === 0 ? 0 : j * x[j] * t ** (j - 1)),
          0,
        )
        return [
          slope - value * value - 1,
          indices(n).map((j) => (j === 0 ? 0 : j * t ** (j - 1)) - 2 * value * t ** j),
        ]
      }),
      [x[0], sparseRow(n, { 0: 1 })],
      [x[1] - x[0] * x[0] - 1, sparseRow(n, { 0: -2 * x[0], 1: 1 })],
    ],
  })

/** 21, n even */
export const extendedRosenbrock = (n: number): Problem =>
  sumOfSquares({
    name: `Extended Rosenbrock n=${n}`,
    start: indices(n).map((j) => (j % 2 === 0 ? -1.2 : 1)),
    minima: [0],
    minimiser: ones(n),
    equations: (x) =>
      indices(n).map((j) =>
        j % 2 === 0
          ? [10 * (x[j + 1] - x[j] ** 2), sparseRow(n, { [j]: -20 * x[j], [j + 1]: 10 })]
          : [1 - x[j - 1], sparseRow(n, { [j - 1]: -1 })],
      ),
  })

const pairRow = (n: number, j: number, k: number, a: number, b: number): number[] =>
  sparseRow(n, { [j]: a, [k]: b })

/** 22, n a multiple of 4 */
export const extendedPowellSingular = (n: number): Problem =>
  sumOfSquares({
    name: `Extended Powell singular n=${n}`,
    start: indices(n).map((j) => [3, -1, 0, 1][j % 4]),
    minima: [0],
    minimiser: filled(n, 0),
    equations: (x) =>
      indices(n / 4).flatMap((k): [number, number[]][] => {
        const [i, j, l, m] = [4 * k, 4 * k + 1, 4 * k + 2, 4 * k + 3]
        const p = x[j] - 2 * x[l]
        const q = Math.sqrt(10) * (x[i] - x[m])
        const five = Math.sqrt(5)
        return [
          [x[i] + 10 * x[j], pairRow(n, i, j, 1, 10)],
          [five * (x[l] - x[m]), pairRow(n, l, m, five, -five)],
          [p * p, pairRow(n, j, l, 2 * p, -4 * p)],
          [(q * q) / Math.sqrt(10), pairRow(n, i, m, 2 * q, -2 * q)],
        ]
      }),
  })

const small = Math.sqrt(1e-5)

/** 23 */
export const penalty1 = (n: number, minimum: number): Problem =>
  sumOfSquares({
    name: `Penalty I n=${n}`,
    start: upTo(n),
    minima: [minimum],
    equations: (x) => [
      ...indices(n).map((j): [number, number[]] => [
        small * (x[j] - 1),
        sparseRow(n, { [j]: small }),
      ]),
      [x.reduce((sum, value) => sum + value * value, -0.25), Array.from(x, (value) => 2 * value)],
    ],
  })

/** 24 */
export const penalty2 = (n: number, minimum: number): Problem =>
  sumOfSquares({
    name: `Penalty II n=${n}`,
    start: filled(n, 0.5),
    minima: [minimum],
    equations: (x) => {
      const e = Array.from(x, (value) => Math.exp(value / 10))
      const slope = e.map((value) => (small * value) / 10)
      return [
        [x[0] - 0.2, sparseRow(n, { 0: 1 })],
        ...upTo(n - 1).map((j): [number, number[]] => [
          small * (e[j] + e[j - 1] - Math.exp((j + 1) / 10) - Math.exp(j / 10)),
          pairRow(n, j, j - 1, slope[j], slope[j - 1]),
        ]),
        ...upTo(n - 1).map((j): [number, number[]] => [
          small * (e[j] - Math.exp(-0.1)),
          sparseRow(n, { [j]: slope[j] }),
        ]),
        [
          x.reduce((sum, value, j) => sum + (n - j) * value * value, -1),
          Array.from(x, (value, j) => 2 * (n - j) * value),
        ],
      ]
    },
  })

/** 25 */
export const variablyDimensioned = (n: number): Problem =>
  sumOfSquares({
    name: `Variably dimensioned n=${n}`,
    start: upTo(n).map((j) => 1 - j / n),
    minima: [0],
    minimiser: ones(n),
    equations: (x) => {
      const sum = x.reduce((total, value, j) => total + (j + 1) * (value - 1), 0)
      return [
        ...indices(n).map((j): [number, number[]] => [x[j] - 1, sparseRow(n, { [j]: 1 })]),
        [sum, upTo(n)],
        [sum * sum, upTo(n).map((j) => 2 * sum * j)],
      ]
    },
  })
