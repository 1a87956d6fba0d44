/*
 * Moré, Garbow and Hillstrom (1981), problems 7, 13 and 14: three and four variables, without data.
 */
import { type Problem, sumOfSquares } from '../problem.ts'

/** The angle of (a, b) in turns, from -1/4 to 3/4. */
function turn(a: number, b: number): number {
  if (a === 0) return b >= 0 ? 0.25 : -0.25
  return Math.atan(b / a) / (2 * Math.PI) + (a > 0 ? 0 : 0.5)
}

/** 7 */
export const helicalValley: Problem = sumOfSquares({
  name: 'Helical valley',
  start: [-1, 0, 0],
  minima: [0],
  minimiser: [1, 0, 0],
  equations: ([a, b, c]) => {
    const radius = Math.hypot(a, b)
    const k = 100 / (2 * Math.PI * radius * radius)
    return [
      [10 * (c - 10 * turn(a, b)), [k * b, -k * a, 10]],
      [10 * (radius - 1), [(10 * a) / radius, (10 * b) / radius, 0]],
      [c, [0, 0, 1]],
    ]
  },
})

const root = Math.sqrt

/** 13 */
export const powellSingular: Problem = sumOfSquares({
  name: 'Powell singular',
  start: [3, -1, 0, 1],
  minima: [0],
  minimiser: [0, 0, 0, 0],
  equations: ([a, b, c, d]) => [
    [a + 10 * b, [1, 10, 0, 0]],
    [root(5) * (c - d), [0, 0, root(5), -root(5)]],
    [(b - 2 * c) ** 2, [0, 2 * (b - 2 * c), -4 * (b - 2 * c), 0]],
    [root(10) * (a - d) ** 2, [2 * root(10) * (a - d), 0, 0, -2 * root(10) * (a - d)]],
  ],
})

/** 14 */
export const wood: Problem = sumOfSquares({
  name: 'Wood',
  start: [-3, -1, -3, -1],
  minima: [0],
  minimiser: [1, 1, 1, 1],
  equations: ([a, b, c, d]) => [
    [10 * (b - a * a), [-20 * a, 10, 0, 0]],
    [1 - a, [-1, 0, 0, 0]],
    [root(90) * (d - c * c), [0, 0, -2 * root(90) * c, root(90)]],
    [1 - c, [0, 0, -1, 0]],
    [root(10) * (b + d - 2), [0, root(10), 0, root(10)]],
    [(b - d) / root(10), [0, 1 / root(10), 0, -1 / root(10)]],
  ],
})
