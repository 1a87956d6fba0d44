/*
 * Moré, Garbow and Hillstrom, "Testing Unconstrained Optimization Software", ACM TOMS 7 (1981),
 * problems 1 to 6: two variables. The numbers are the paper's.
 */
import { type Problem, sumOfSquares, upTo } from '../problem.ts'

const { exp } = Math

/** 1 */
export const rosenbrock: Problem = sumOfSquares({
  name: 'Rosenbrock',
  start: [-1.2, 1],
  minima: [0],
  minimiser: [1, 1],
  equations: ([a, b]) => [
    [10 * (b - a * a), [-20 * a, 10]],
    [1 - a, [-1, 0]],
  ],
})

/** 2 */
export const freudensteinRoth: Problem = sumOfSquares({
  name: 'Freudenstein and Roth',
  start: [0.5, -2],
  minima: [0, 48.98425367924],
  minimiser: [5, 4],
  equations: ([a, b]) => [
    [-13 + a + ((5 - b) * b - 2) * b, [1, (10 - 3 * b) * b - 2]],
    [-29 + a + ((b + 1) * b - 14) * b, [1, (3 * b + 2) * b - 14]],
  ],
})

/** 3 */
export const powellBadlyScaled: Problem = sumOfSquares({
  name: 'Powell badly scaled',
  start: [0, 1],
  minima: [0],
  minimiser: [1.0981593296998555e-5, 9.10614673986621],
  equations: ([a, b]) => [
    [1e4 * a * b - 1, [1e4 * b, 1e4 * a]],
    [exp(-a) + exp(-b) - 1.0001, [-exp(-a), -exp(-b)]],
  ],
})

/** 4 */
export const brownBadlyScaled: Problem = sumOfSquares({
  name: 'Brown badly scaled',
  start: [1, 1],
  minima: [0],
  minimiser: [1e6, 2e-6],
  equations: ([a, b]) => [
    [a - 1e6, [1, 0]],
    [b - 2e-6, [0, 1]],
    [a * b - 2, [b, a]],
  ],
})

/** 5 */
export const beale: Problem = sumOfSquares({
  name: 'Beale',
  start: [1, 1],
  minima: [0],
  minimiser: [3, 0.5],
  equations: ([a, b]) =>
    [1.5, 2.25, 2.625].map((y, i) => [
      y - a * (1 - b ** (i + 1)),
      [b ** (i + 1) - 1, a * (i + 1) * b ** i],
    ]),
})

/** 6 */
export const jennrichSampson: Problem = sumOfSquares({
  name: 'Jennrich and Sampson',
  start: [0.3, 0.4],
  minima: [124.36218235561],
  minimiser: [0.25782521370017, 0.25782521370017],
  equations: ([a, b]) =>
    upTo(10).map((i) => [
      2 + 2 * i - (exp(i * a) + exp(i * b)),
      [-i * exp(i * a), -i * exp(i * b)],
    ]),
})
