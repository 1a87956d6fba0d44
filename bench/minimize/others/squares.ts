/*
 * Sums of squares of CUTEst (Gould, Orban and Toint, Computational Optimization and Applications 60,
 * 2015) and of Andrei's collection (Advanced Modeling and Optimization 10, 2008), by their names there.
 */
import { filled, type Problem, sparseRow, sumOfSquares, upTo } from '../problem.ts'

const { cos, sin, sqrt } = Math

const dixonPrice = (n: number): Problem =>
  sumOfSquares({
    name: `Dixon and Price n=${n}`,
    start: filled(n, 1),
    minima: [0],
    minimiser: upTo(n).map((i) => 2 ** (2 ** (1 - i) - 1)),
    equations: (x) => [
      [x[0] - 1, sparseRow(n, { 0: 1 })],
      ...upTo(n - 1).map((i): [number, number[]] => {
        const weight = sqrt(i + 1)
        const row = sparseRow(n, { [i - 1]: -weight, [i]: 4 * weight * x[i] })
        return [weight * (2 * x[i] * x[i] - x[i - 1]), row]
      }),
    ],
  })

const zakharov = (n: number): Problem =>
  sumOfSquares({
    name: `Zakharov n=${n}`,
    start: filled(n, 1),
    minima: [0],
    minimiser: filled(n, 0),
    equations: (x) => {
      const sum = x.reduce((total, value, i) => total + ((i + 1) / 2) * value, 0)
      return [
        ...upTo(n).map((i): [number, number[]] => [x[i - 1], sparseRow(n, { [i - 1]: 1 })]),
        [sum, upTo(n).map((i) => i / 2)],
        [sum * sum, upTo(n).map((i) => sum * i)],
      ]
    },
  })

const himmelblau = (n: number): Problem =>
  sumOfSquares({
    name: `Extended Himmelblau n=${n}`,
    start: filled(n, 1),
    minima: [0],
    minimiser: upTo(n).map((i) => (i % 2 === 1 ? 3 : 2)),
    equations: (x) =>
      upTo(n / 2).flatMap((k): [number, number[]][] => {
        const [i, j] = [2 * k - 2, 2 * k - 1]
        return [
          [x[i] * x[i] + x[j] - 11, sparseRow(n, { [i]: 2 * x[i], [j]: 1 })],
          [x[i] + x[j] * x[j] - 7, sparseRow(n, { [i]: 1, [j]: 2 * x[j] })],
        ]
      }),
  })

/** Neighbours all have a valley in common. */
const cube = (n: number): Problem =>
  sumOfSquares({
    name: `CUBE n=${n}`,
    start: upTo(n).map((i) => (i % 2 === 1 ? -1.2 : 1)),
    minima: [0],
    minimiser: filled(n, 1),
    equations: (x) => [
      [x[0] - 1, sparseRow(n, { 0: 1 })],
      ...upTo(n - 1).map((i): [number, number[]] => [
        10 * (x[i] - x[i - 1] ** 3),
        sparseRow(n, { [i - 1]: -30 * x[i - 1] ** 2, [i]: 10 }),
      ]),
    ],
  })

const liarwhd = (n: number): Problem =>
  sumOfSquares({
    name: `LIARWHD n=${n}`,
    start: filled(n, 4),
    minima: [0],
    minimiser: filled(n, 1),
    equations: (x) =>
      upTo(n).flatMap((k): [number, number[]][] => {
        const i = k - 1
        const row = i > 0 ? { 0: -2, [i]: 4 * x[i] } : { 0: 4 * x[0] - 2 }
        return [
          [2 * (x[i] * x[i] - x[0]), sparseRow(n, row)],
          [x[i] - 1, sparseRow(n, { [i]: 1 })],
        ]
      }),
  })

const fletcher = (n: number): Problem =>
  sumOfSquares({
    name: `FLETCHCR n=${n}`,
    start: filled(n, 0),
    minima: [0],
    equations: (x) =>
      upTo(n - 1).map((i) => [
        10 * (x[i] - x[i - 1] + 1 - x[i - 1] ** 2),
        sparseRow(n, { [i - 1]: -10 - 20 * x[i - 1], [i]: 10 }),
      ]),
  })

const tridia = (n: number): Problem =>
  sumOfSquares({
    name: `TRIDIA n=${n}`,
    start: filled(n, 1),
    minima: [0],
    minimiser: upTo(n).map((i) => 2 ** (1 - i)),
    equations: (x) => [
      [x[0] - 1, sparseRow(n, { 0: 1 })],
      ...upTo(n - 1).map((i): [number, number[]] => {
        const weight = sqrt(i + 1)
        const row = sparseRow(n, { [i - 1]: -weight, [i]: 2 * weight })
        return [weight * (2 * x[i] - x[i - 1]), row]
      }),
    ],
  })

const bdqrtic = (n: number, minimum: number): Problem =>
  sumOfSquares({
    name: `BDQRTIC n=${n}`,
    start: filled(n, 1),
    minima: [minimum],
    equations: (x) =>
      upTo(n - 4).flatMap((k): [number, number[]][] => {
        const i = k - 1
        const indices = [i, i + 1, i + 2, i + 3, n - 1]
        const row = filled(n, 0)
        indices.forEach((j, weight) => (row[j] += 2 * (weight + 1) * x[j]))
        const sum = indices.reduce((total, j, weight) => total + (weight + 1) * x[j] * x[j], 0)
        return [
          [3 - 4 * x[i], sparseRow(n, { [i]: -4 })],
          [sum, row],
        ]
      }),
  })

const sinquad = (n: number): Problem =>
  sumOfSquares({
    name: `SINQUAD n=${n}`,
    start: filled(n, 0.1),
    minima: [],
    equations: (x) => {
      const end = n - 1
      return [
        [(x[0] - 1) ** 2, sparseRow(n, { 0: 2 * (x[0] - 1) })],
        ...upTo(n - 2).map((i): [number, number[]] => {
          const slope = cos(x[i] - x[end])
          const row = sparseRow(n, { 0: -2 * x[0], [i]: slope + 2 * x[i], [end]: -slope })
          return [sin(x[i] - x[end]) - x[0] * x[0] + x[i] * x[i], row]
        }),
        [x[end] ** 2 - x[0] ** 2, sparseRow(n, { 0: -2 * x[0], [end]: 2 * x[end] })],
      ]
    },
  })

const sharpValley = (steepness: number): Problem =>
  sumOfSquares({
    name: `Rosenbrock, ${steepness.toExponential(0)} for 100`,
    start: [-1.2, 1],
    minima: [0],
    minimiser: [1, 1],
    equations: ([a, b]) => [
      [sqrt(steepness) * (b - a * a), [-2 * sqrt(steepness) * a, sqrt(steepness)]],
      [1 - a, [-1, 0]],
    ],
  })

export const squares: readonly Problem[] = [
  dixonPrice(20),
  zakharov(10),
  himmelblau(20),
  cube(10),
  liarwhd(100),
  fletcher(50),
  tridia(50),
  bdqrtic(50, 178.48870521047033),
  sinquad(20),
  sharpValley(1e6),
]
