/*
 * Sums over variables and their neighbours, of CUTEst (Gould, Orban and Toint, Computational
 * Optimization and Applications 60, 2015) and of Andrei's collection (Advanced Modeling and
 * Optimization 10, 2008), by their names there.
 */
import type { Problem } from '../problem.ts'

/** Returns one term of f and adds its derivatives. */
type Term = (x: Float64Array, gradient: Float64Array, i: number) => number

interface Sum {
  readonly name: string
  readonly n: number
  readonly start: number
  readonly minima: readonly number[]
  readonly minimiser?: number
  /** @defaultValue n */
  readonly terms?: number
  readonly term: Term
}

const sum = ({ name, n, start, minima, minimiser, terms = n, term }: Sum): Problem => ({
  name: `${name} n=${n}`,
  start: new Float64Array(n).fill(start),
  minima,
  ...(minimiser !== undefined && { minimiser: [...new Float64Array(n).fill(minimiser)] }),
  evaluate(x, gradient) {
    gradient.fill(0)
    let total = 0
    for (let i = 0; i < terms; i++) total += term(x, gradient, i)
    return total
  },
})

const raydan = (n: number): Problem =>
  sum({
    name: 'Raydan 1',
    n,
    start: 1,
    minima: [(n * (n + 1)) / 20],
    minimiser: 0,
    term(x, gradient, i) {
      const weight = (i + 1) / 10
      gradient[i] += weight * (Math.exp(x[i]) - 1)
      return weight * (Math.exp(x[i]) - x[i])
    },
  })

const cosine = (n: number): Problem =>
  sum({
    name: 'COSINE',
    n,
    start: 1,
    minima: [1 - n],
    terms: n - 1,
    term(x, gradient, i) {
      const angle = x[i] * x[i] - 0.5 * x[i + 1]
      gradient[i] -= 2 * x[i] * Math.sin(angle)
      gradient[i + 1] += 0.5 * Math.sin(angle)
      return Math.cos(angle)
    },
  })

const arwhead = (n: number): Problem =>
  sum({
    name: 'ARWHEAD',
    n,
    start: 1,
    minima: [0],
    terms: n - 1,
    term(x, gradient, i) {
      const square = x[i] * x[i] + x[n - 1] * x[n - 1]
      gradient[i] += 4 * square * x[i] - 4
      gradient[n - 1] += 4 * square * x[n - 1]
      return square * square - 4 * x[i] + 3
    },
  })

const engval = (n: number, minimum: number): Problem =>
  sum({
    name: 'ENGVAL1',
    n,
    start: 2,
    minima: [minimum],
    terms: n - 1,
    term(x, gradient, i) {
      const square = x[i] * x[i] + x[i + 1] * x[i + 1]
      gradient[i] += 4 * square * x[i] - 4
      gradient[i + 1] += 4 * square * x[i + 1]
      return square * square - 4 * x[i] + 3
    },
  })

const edensch = (n: number, minimum: number): Problem =>
  sum({
    name: 'EDENSCH',
    n,
    start: 0,
    minima: [minimum],
    terms: n - 1,
    term(x, gradient, i) {
      const a = x[i] - 2
      const b = x[i + 1]
      gradient[i] += 4 * a ** 3 + 2 * a * b * b
      gradient[i + 1] += 2 * a * a * b + 2 * (b + 1)
      return a ** 4 + (a * b) ** 2 + (b + 1) ** 2
    },
  })

const quartic = (n: number): Problem =>
  sum({
    name: 'QUARTC',
    n,
    start: 2,
    minima: [0],
    term(x, gradient, i) {
      const away = x[i] - i - 1
      gradient[i] += 4 * away ** 3
      return away ** 4
    },
  })

const toint = (n: number): Problem =>
  sum({
    name: 'TOINTGSS',
    n,
    start: 3,
    minima: [],
    terms: n - 2,
    term(x, gradient, i) {
      const away = x[i] - x[i + 1]
      const c = x[i + 2]
      const weight = 10 / (n + 2) + c * c
      const width = 0.1 + c * c
      const bell = Math.exp(-(away * away) / width)
      const slope = (2 * weight * bell * away) / width
      gradient[i] += slope
      gradient[i + 1] -= slope
      gradient[i + 2] += 2 * c * (2 - bell - (weight * bell * away * away) / (width * width))
      return weight * (2 - bell)
    },
  })

const dixmaana = (n: number): Problem =>
  sum({
    name: 'DIXMAANA',
    n,
    start: 2,
    minima: [1],
    minimiser: 0,
    term(x, gradient, i) {
      const m = n / 3
      let value = 1 / n + x[i] * x[i]
      gradient[i] += 2 * x[i]
      if (i < 2 * m) {
        const other = x[i + m]
        value += 0.125 * x[i] ** 2 * other ** 4
        gradient[i] += 0.25 * x[i] * other ** 4
        gradient[i + m] += 0.5 * x[i] ** 2 * other ** 3
      }
      if (i < m) {
        value += 0.125 * x[i] * x[i + 2 * m]
        gradient[i] += 0.125 * x[i + 2 * m]
        gradient[i + 2 * m] += 0.125 * x[i]
      }
      return value
    },
  })

const hilbert = (n: number): Problem =>
  sum({
    name: 'HILBERTA',
    n,
    start: -3,
    minima: [0],
    minimiser: 0,
    term(x, gradient, i) {
      let row = 0
      for (let j = 0; j < n; j++) row += x[j] / (i + j + 1)
      gradient[i] += 2 * row
      return x[i] * row
    },
  })

export const sums: readonly Problem[] = [
  raydan(50),
  cosine(100),
  arwhead(100),
  engval(100, 109.08813614309224),
  edensch(36, 203.2845920207647),
  quartic(50),
  toint(50),
  dixmaana(90),
  hilbert(10),
]
