/*
 * Problems with bounds alone of the CUTEst collection (Gould, Orban and Toint, Computational
 * Optimization and Applications 60, 2015), by their names there.
 */
import { box, filled, type Problem, sparseRow, sumOfSquares, upTo } from '../problem.ts'

const { cos, exp, PI, sin, sqrt } = Math
const infinity = Number.POSITIVE_INFINITY

const camel6: Problem = {
  name: 'CAMEL6',
  start: Float64Array.of(1.1, 1.1),
  minima: [-1.0316284534899, -0.2154638243837, 2.1042503103113],
  bounds: box(2, [-3, -1.5], [3, 1.5]),
  evaluate([a, b], gradient) {
    const aa = a * a
    const bb = b * b
    gradient[0] = (8 - 8.4 * aa + 2 * aa * aa) * a + b
    gradient[1] = a + (16 * bb - 8) * b
    return (4 - 2.1 * aa + (aa * aa) / 3) * aa + a * b + (4 * bb - 4) * bb
  },
}

const bdexp = (n: number): Problem => ({
  name: `BDEXP n=${n}`,
  start: new Float64Array(n).fill(1),
  minima: [0],
  bounds: box(n, 0, 10),
  evaluate(x, gradient) {
    gradient.fill(0)
    let sum = 0
    for (let i = 0; i < n - 2; i++) {
      const pair = x[i] + x[i + 1]
      const e = exp(-pair * x[i + 2])
      sum += pair * e
      gradient[i] += e * (1 - pair * x[i + 2])
      gradient[i + 1] += e * (1 - pair * x[i + 2])
      gradient[i + 2] -= pair * pair * e
    }
    return sum
  },
})

const mccormick = (n: number, minimum: number): Problem => ({
  name: `MCCORMCK n=${n}`,
  start: new Float64Array(n),
  minima: [minimum],
  bounds: box(n, -1.5, 3),
  evaluate(x, gradient) {
    gradient.fill(0)
    let sum = 0
    for (let i = 0; i < n - 1; i++) {
      const plus = x[i] + x[i + 1]
      const minus = x[i] - x[i + 1]
      sum += 1 - 1.5 * x[i] + 2.5 * x[i + 1] + minus * minus + sin(plus)
      gradient[i] += -1.5 + 2 * minus + cos(plus)
      gradient[i + 1] += 2.5 - 2 * minus + cos(plus)
    }
    return sum
  },
})

const nonscomp = (n: number): Problem => ({
  ...sumOfSquares({
    name: `NONSCOMP n=${n}`,
    start: filled(n, 3),
    minima: [0],
    minimiser: filled(n, 1),
    equations: (x) => [
      [x[0] - 1, sparseRow(n, { 0: 1 })],
      ...upTo(n - 1).map((i): [number, number[]] => [
        2 * (x[i] - x[i - 1] ** 2),
        sparseRow(n, { [i]: 2, [i - 1]: -4 * x[i - 1] }),
      ]),
    ],
  }),
  bounds: box(
    n,
    upTo(n).map((i) => (i % 2 === 1 ? 1 : -100)),
    100,
  ),
})

const logros: Problem = {
  name: 'LOGROS',
  start: Float64Array.of(0, 1),
  minima: [0],
  minimiser: [1, 1],
  bounds: box(2, 0, infinity),
  evaluate([a, b], gradient) {
    const t = b - a * a
    const inside = 1 + 1e4 * t * t + (1 - a) ** 2
    gradient[0] = (-4e4 * t * a - 2 * (1 - a)) / inside
    gradient[1] = (2e4 * t) / inside
    return Math.log(inside)
  },
}

const pspdoc: Problem = {
  name: 'PSPDOC',
  start: Float64Array.of(-1, 3, 3, 3),
  minima: [1 + Math.SQRT2],
  bounds: box(4, -infinity, [-1, infinity, infinity, infinity]),
  evaluate([a, b, c, d], gradient) {
    const first = sqrt(a * a + (b - c) ** 2 + 1)
    const second = sqrt(b * b + (c - d) ** 2 + 1)
    gradient[0] = a / first
    gradient[1] = (b - c) / first + b / second
    gradient[2] = (c - b) / first + (c - d) / second
    gradient[3] = (d - c) / second
    return first + second
  },
}

const hatflda: Problem = {
  ...sumOfSquares({
    name: 'HATFLDA',
    start: [0.1, 0.1, 0.1, 0.1],
    minima: [0],
    minimiser: [1, 1, 1, 1],
    equations: (x) => [
      [x[0] - 1, [1, 0, 0, 0]],
      ...upTo(3).map((i): [number, number[]] => [
        x[i - 1] - sqrt(x[i]),
        sparseRow(4, { [i - 1]: 1, [i]: -0.5 / sqrt(x[i]) }),
      ]),
    ],
  }),
  bounds: box(4, 1e-7, infinity),
}

const hatfldc = (n: number): Problem => ({
  ...sumOfSquares({
    name: `HATFLDC n=${n}`,
    start: filled(n, 0.9),
    minima: [0],
    minimiser: filled(n, 1),
    equations: (x) => [
      [x[0] - 1, sparseRow(n, { 0: 1 })],
      ...upTo(n - 2).map((i): [number, number[]] => [
        x[i + 1] - x[i] ** 2,
        sparseRow(n, { [i]: -2 * x[i], [i + 1]: 1 }),
      ]),
      [x[n - 1] - 1, sparseRow(n, { [n - 1]: 1 })],
    ],
  }),
  bounds: box(n, 0, 10),
})

const expquad = (n: number, m: number, minimum: number): Problem => ({
  name: `EXPQUAD n=${n}`,
  start: new Float64Array(n),
  minima: [minimum],
  bounds: box(
    n,
    upTo(n).map((i) => (i <= m ? 0 : -infinity)),
    upTo(n).map((i) => (i <= m ? 10 : infinity)),
  ),
  evaluate(x, gradient) {
    const last = x[n - 1]
    let sum = 0
    for (let i = 0; i < n; i++) {
      gradient[i] = -10 * (i + 1)
      sum -= 10 * (i + 1) * x[i]
    }
    for (let i = 0; i < m; i++) {
      const rate = (0.1 * (i + 1)) / m
      const e = exp(rate * x[i] * x[i + 1])
      sum += e
      gradient[i] += rate * x[i + 1] * e
      gradient[i + 1] += rate * x[i] * e
    }
    for (let i = m; i < n - 1; i++) {
      sum += (4 * x[i] + last) * x[i] + 2 * last * last
      gradient[i] += 8 * x[i] + last
      gradient[n - 1] += 4 * last + x[i]
    }
    return sum
  },
})

const sineali = (n: number): Problem => ({
  name: `SINEALI n=${n}`,
  start: new Float64Array(n),
  minima: [-100 * (n - 1) - 1],
  bounds: box(n, -2.5 * PI, 2.5 * PI),
  evaluate(x, gradient) {
    gradient.fill(0)
    let sum = sin(x[0] - 1)
    gradient[0] = cos(x[0] - 1)
    for (let i = 1; i < n; i++) {
      const inside = x[i] - x[i - 1] ** 2
      sum += 100 * sin(inside)
      gradient[i] += 100 * cos(inside)
      gradient[i - 1] -= 200 * x[i - 1] * cos(inside)
    }
    return sum
  },
})

export const cutest: readonly Problem[] = [
  camel6,
  bdexp(100),
  mccormick(50, -46.12692564420266),
  nonscomp(100),
  logros,
  pspdoc,
  hatflda,
  hatfldc(25),
  expquad(120, 10, -3625962.136856449),
  sineali(20),
]
