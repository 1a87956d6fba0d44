/*
 * Problems with bounds alone in Hock and Schittkowski, Test Examples for Nonlinear Programming Codes,
 * Lecture Notes in Economics and Mathematical Systems 187 (1981), by their numbers there.
 */
import { gulf } from '../mgh/fits.ts'
import { rosenbrock } from '../mgh/plane.ts'
import { wood } from '../mgh/space.ts'
import { box, type Problem, project } from '../problem.ts'

const { cos, log, sin, PI } = Math
const infinity = Number.POSITIVE_INFINITY

/** 1 */
const hs1: Problem = {
  ...rosenbrock,
  name: 'HS1',
  start: Float64Array.of(-2, 1),
  bounds: box(2, [-infinity, -1.5], infinity),
}

/** Where x₂ = 3/2, f′(a) = 400 a³ − 598 a − 2: its minima are at the outer of three real roots. */
const radius = Math.sqrt(598 / 1200)
const third = Math.acos(1 / (400 * radius ** 3)) / 3
const minimumAt = (angle: number): number => {
  const a = 2 * radius * cos(angle)
  return 100 * (1.5 - a * a) ** 2 + (1 - a) ** 2
}

/** 2 */
const hs2: Problem = {
  ...rosenbrock,
  name: 'HS2',
  start: Float64Array.of(-2, 1.5),
  minima: [minimumAt(third), minimumAt(third + (2 * PI) / 3)],
  minimiser: undefined,
  bounds: box(2, [-infinity, 1.5], infinity),
}

const tilted = (name: string, k: number, linear: number): Problem => ({
  name,
  start: Float64Array.of(10, 1),
  minima: [0],
  minimiser: [0, 0],
  bounds: box(2, [-infinity, 0], infinity),
  evaluate([a, b], gradient) {
    gradient[0] = -2 * k * (b - a)
    gradient[1] = linear + 2 * k * (b - a)
    return linear * b + k * (b - a) ** 2
  },
})

/** 4 */
const hs4: Problem = {
  name: 'HS4',
  start: Float64Array.of(1.125, 0.125),
  minima: [8 / 3],
  minimiser: [1, 0],
  bounds: box(2, [1, 0], infinity),
  evaluate([a, b], gradient) {
    gradient[0] = (a + 1) ** 2
    gradient[1] = 1
    return (a + 1) ** 3 / 3 + b
  },
}

/** 5 */
const hs5: Problem = {
  name: 'HS5',
  start: Float64Array.of(0, 0),
  minima: [-Math.sqrt(3) / 2 - PI / 3],
  minimiser: [0.5 - PI / 3, -0.5 - PI / 3],
  bounds: box(2, [-1.5, -3], [4, 3]),
  evaluate([a, b], gradient) {
    const slope = cos(a + b)
    gradient[0] = slope + 2 * (a - b) - 1.5
    gradient[1] = slope - 2 * (a - b) + 2.5
    return sin(a + b) + (a - b) ** 2 - 1.5 * a + 2.5 * b + 1
  },
}

/** 25 */
const hs25: Problem = {
  ...gulf,
  name: 'HS25',
  start: Float64Array.of(100, 12.5, 3),
  bounds: box(3, [0.1, 0, 0], [100, 25.6, 5]),
}

/** 38 */
const hs38: Problem = { ...wood, name: 'HS38', bounds: box(4, -10, 10) }

/** 45 */
const hs45Bounds = box(5, 0, [1, 2, 3, 4, 5])
const hs45: Problem = {
  name: 'HS45',
  start: project(new Float64Array(5).fill(2), hs45Bounds),
  minima: [1],
  minimiser: [1, 2, 3, 4, 5],
  bounds: hs45Bounds,
  evaluate(x, gradient) {
    const without = (j: number): number =>
      x.reduce((product, value, k) => (k === j ? product : product * value), 1)
    for (let j = 0; j < 5; j++) gradient[j] = -without(j) / 120
    return 2 - without(-1) / 120
  },
}

/** 110 */
const hs110: Problem = {
  name: 'HS110',
  start: new Float64Array(10).fill(9),
  minima: [-45.77846970744633],
  bounds: box(10, 2.001, 9.999),
  evaluate(x, gradient) {
    const product = x.reduce((total, value) => total * value, 1) ** 0.2
    let sum = -product
    x.forEach((value, j) => {
      const left = log(value - 2)
      const right = log(10 - value)
      sum += left * left + right * right
      gradient[j] = (2 * left) / (value - 2) - (2 * right) / (10 - value) - (0.2 * product) / value
    })
    return sum
  },
}

export const hockSchittkowski: readonly Problem[] = [
  hs1,
  hs2,
  tilted('HS3', 1e-5, 1),
  tilted('HS3, better scaled', 1, 1),
  hs4,
  hs5,
  hs25,
  hs38,
  hs45,
  hs110,
]
